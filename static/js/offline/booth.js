// The booth without network: the screens of the booth on line, shown one after another on a single page that a service
// worker keeps. Nothing of a child is written anywhere but the sealed vote; no address changes, so no history tells.

import "../budget-basket.js";
import { watch } from "../marks.js";
import { said } from "../money.js";
import "../rank-list.js";
import { canSeal, seal } from "../seal.js";
import { forgetPage, isKept, keepPage } from "./keeping.js";
import { read } from "./paper.js";
import { fillBallot, readBack } from "./screens.js";
import { KEPT, REFUSED, send } from "./sending.js";
import { Votes } from "./votes.js";
import { bytes, codeOf, knownBy, plain } from "./words.js";

const CLEARED = 10_000; // SG-55: a blank screen after the vote
const IDLE = 180_000; // and one that nobody touches
const FEW = 10; // a batch of fewer could tell who
const CLOCK = 300_000;

const pack = JSON.parse(document.getElementById("pack").content.textContent);
const main = document.getElementById("screen");
const aside = document.getElementById("help");
const adults = document.getElementById("adults");
const over = () => Date.now() >= pack.closes;
const BLANK = ["start", "again", "over"]; // where the adults end it
let votes, card = null, timer = 0, screen = "", sending = false;

function show(name, change = () => {}) {
  const drawn = document.importNode(document.getElementById(`screen-${name}`).content, true);
  const title = drawn.querySelector("title").textContent;
  drawn.querySelectorAll("title, script").forEach((each) => each.remove());
  change(drawn);
  [screen, document.title] = [name, title];
  main.replaceChildren(drawn);
  back();
  adults.querySelector("form").reset();
  adults.open = false;
  scrollTo(0, 0);
  (main.querySelector("#problems") ?? main).focus();
  stay();
}

// A child's screen that nobody touches goes back to the blank one; so does the last one, touched or not.
function stay() {
  clearTimeout(timer);
  if (screen === "done" || card) timer = setTimeout(start, screen === "done" ? CLEARED : IDLE);
}
for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => screen === "done" || stay());

function start() {
  card = null;
  show(over() ? "over" : "start");
  if (votes.fresh >= FEW) deliver(false);
}

async function enter(sent) {
  const words = plain(sent.get("code").split("/").at(-1), pack.words);
  const code = words && (await codeOf(words, bytes(pack.poll)));
  const mark = code && (await knownBy(code));
  if (!votes.has(mark)) return show("again");
  if (over()) return show("over");
  if (votes.used(mark)) return show("used");
  if (votes.void(mark)) return show("void");
  card = { mark, code, heard: false, sent: new FormData(), part: 0 };
  show("curtain");
}

function behindCurtain(sent) {
  card.heard = sent.get("headphones") === "1";
  ballot();
}

function ballot(problem) {
  const part = document.getElementById("screen-part");
  const ways = part && document.importNode(part.content, true);
  show(card.heard ? "ballot-heard" : "ballot", (drawn) => fillBallot(drawn, card, problem && say(problem), pack.most, ways));
}
const MONEY = ["cost", "budget"];
const say = ({ problem, values }) =>
  pack.problems[problem].replace(/%\((\w+)\)s/g, (_hole, name) => (MONEY.includes(name) ? said(values[name], pack.money) : values[name]));

function see(sent) {
  if (!sent.get("change")) card.sent = sent;
  if (sent.get("change") || sent.has("part")) {
    card.part = Number(sent.get("part"));
    return ballot();
  }
  const found = read(pack.paper, sent);
  if (found.problem) return ballot(found);
  show("seen", (drawn) => readBack(drawn, pack, card));
}

async function vote() {
  const { mark, code, sent } = card;
  if (over()) return show("over");
  const sealed = await seal(bytes(pack.key), read(pack.paper, sent).packed);
  await votes.keep({ mark, code }, sealed);
  card = null;
  show("done");
}

async function putAside() {
  await votes.putAside(card);
  card = null;
  show("another");
}

async function finish(sent) {
  if (plain(sent.get("word"), pack.words) !== pack.word) return show("start", () => adults.querySelector("input").focus());
  await votes.end();
  await deliver(true);
}

// Whoever asks for help finds their screen again as they left it.
function help() {
  if (main.hidden) return;
  const drawn = document.importNode(document.getElementById("screen-help").content, true);
  drawn.querySelector("title").remove();
  aside.replaceChildren(drawn);
  [main.hidden, adults.hidden] = [true, true];
}

function back() {
  aside.replaceChildren();
  main.hidden = false;
  adults.hidden = !BLANK.includes(screen);
}

// `ended`: the adults of the booth wait for it. Else nobody notices.
async function deliver(ended) {
  if (sending) return;
  sending = true;
  if (ended) show("sending");
  const answer = await send(pack.outing, votes, ended);
  sending = false;
  if (!ended) return;
  if (answer !== KEPT) return show(answer === REFUSED ? "refused" : "unsent");
  await votes.wipe();
  await forgetPage();
  show("finished");
}

const DOORS = {
  "/casilla": enter,
  "/casilla/cortina": behindCurtain,
  "/casilla/boleta/ver": see,
  "/casilla/boleta": vote,
  "/casilla/me-ven": putAside,
  "/casilla/sin-red/empezar": start,
  "/casilla/sin-red/terminar": finish,
  "/casilla/sin-red/enviar": () => deliver(true),
  "/casilla/sin-red/volver": back,
};
const LINKS = { "/casilla": start, "/casilla/cortina": () => show("curtain"), "/ayuda": help };

let busy = false;
addEventListener("submit", async (event) => {
  event.preventDefault();
  const door = DOORS[event.target.getAttribute("action")];
  if (busy || !door) return;
  busy = true;
  try {
    await door(new FormData(event.target, event.submitter));
  } catch {
    card = null;
    show("broken");
  }
  busy = false;
});
addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  LINKS[link.getAttribute("href")]?.();
});

watch(main);

async function begin() {
  if (!(await canSeal()) || !navigator.serviceWorker || !navigator.storage?.getDirectory) return show("old");
  votes = await Votes.open(pack);
  if (votes.ended) return deliver(true);
  if (votes.prepared && (await isKept())) return start();
  if (Math.abs(Date.now() - pack.now) > CLOCK) return show("clock");
  await keepPage(pack.keeper, pack.keeps);
  await votes.prepare();
  show("ready");
}
begin().catch((problem) => { console.warn(problem); show("broken"); });
