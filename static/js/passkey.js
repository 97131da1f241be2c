// <pass-key to="show|make">: asks the house for a challenge, the browser for a key, and sends the form with its answer.
// Without it the form stays hidden: the app of codes is the way that needs no script.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
const words = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

const asked = (options) => ({
  ...options,
  challenge: bytes(options.challenge),
  ...(options.user && { user: { ...options.user, id: bytes(options.user.id) } }),
  ...(options.excludeCredentials && {
    excludeCredentials: options.excludeCredentials.map((each) => ({ ...each, id: bytes(each.id) })),
  }),
});

const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
const answered = ({ id, rawId, type, response }) =>
  JSON.stringify({
    id,
    rawId: words(rawId),
    type,
    response: Object.fromEntries(PARTS.filter((part) => response[part]).map((part) => [part, words(response[part])])),
  });

customElements.define("pass-key", class extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential) return;
    this.hidden = false;
    this.form = this.querySelector("form");
    this.form.addEventListener("submit", this);
  }

  async handleEvent(event) {
    event.preventDefault();
    if (this.asking) return;
    this.asking = true;
    this.say(this.dataset.wait);
    try {
      this.form.elements.answer.value = answered(await this.key());
      this.form.submit();
    } catch (problem) {
      this.asking = false;
      this.say(problem.name === "InvalidStateError" ? this.dataset.have : this.dataset.notNow);
    }
  }

  async key() {
    const to = this.getAttribute("to");
    const mark = this.form.querySelector("input[type=hidden]");
    const body = new URLSearchParams({ [mark.name]: mark.value, to });
    const answer = await fetch("/llaves/reto", { method: "POST", body });
    if (!answer.ok) throw new Error("no challenge");
    const publicKey = asked(await answer.json());
    return to === "make" ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey });
  }

  say(sentence) {
    this.querySelector("[role=status]").textContent = sentence;
  }
});
