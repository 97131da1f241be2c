// <read-aloud for="id id" data-stop="…" hidden><button>…<span>Listen</span></button></read-aloud>
// Reads with a voice that lives in this device (SG-70), or stays hidden. It marks the sentence it is reading.

const voices = globalThis.speechSynthesis;
const language = document.documentElement.lang;
const base = language.split("-")[0];

export const localVoice = () => {
  const mine = (voices?.getVoices() ?? []).filter((voice) => voice.localService === true && voice.lang.replace("_", "-").split("-")[0] === base);
  return mine.find((voice) => voice.lang.replace("_", "-") === language) ?? mine[0] ?? null;
};

const SILENT = "read-aloud, .hint.helper, script, canvas, [aria-hidden=true], input, textarea, select";

/** The sentences inside an element, each with the Range that shows it. */
const sentences = (root) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(SILENT) || !node.data.trim() || !node.parentElement.checkVisibility?.() ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (const match of node.data.matchAll(/[^.!?…]+[.!?…]*/g)) {
      if (!match[0].trim()) continue;
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      found.push({ words: match[0].trim(), range });
    }
  }
  return found;
};

let reading = null;

class ReadAloud extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.label = this.button.querySelector("span");
    this.listen = this.label.textContent;
    this.button.addEventListener("click", () => (reading === this ? this.stop() : this.start()));
    this.show = () => { this.hidden = !localVoice(); };
    this.show();
    voices?.addEventListener?.("voiceschanged", this.show);
  }

  disconnectedCallback() {
    voices?.removeEventListener?.("voiceschanged", this.show);
    if (reading === this) this.stop();
  }

  start() {
    reading?.stop();
    reading = this;
    this.mark(true);
    const places = this.getAttribute("for").split(" ").map((id) => document.getElementById(id)).filter(Boolean);
    this.say(places.flatMap(sentences));
  }

  say([sentence, ...rest]) {
    if (reading !== this) return;
    if (!sentence) return this.stop();
    const voice = localVoice();
    if (!voice) return this.stop();
    const utterance = new SpeechSynthesisUtterance(sentence.words);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.rate = 0.9;
    utterance.onstart = () => this.light(sentence.range);
    utterance.onend = () => this.say(rest);
    utterance.onerror = () => { if (reading === this) this.stop(); };
    voices.speak(utterance);
  }

  stop() {
    reading = null;
    voices.cancel();
    this.light(null);
    this.mark(false);
  }

  mark(on) {
    this.button.setAttribute("aria-pressed", String(on));
    this.label.textContent = on ? this.dataset.stop : this.listen;
  }

  light(range) {
    if (CSS.highlights) {
      range ? CSS.highlights.set("reading", new Highlight(range)) : CSS.highlights.delete("reading");
      return;
    }
    document.querySelectorAll(".is-being-read").forEach((element) => element.classList.remove("is-being-read"));
    range?.startContainer.parentElement.classList.add("is-being-read");
  }
}

customElements.define("read-aloud", ReadAloud);
addEventListener("pagehide", () => reading?.stop());
