// <ballot-send data-done="…"> around the last form: where the network falls, it says so, and the page still holds the choice.

class BallotSend extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.lost = this.querySelector(".not-sent");
    this.button = this.form.querySelector("[type=submit]");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.send();
    });
  }

  async send() {
    if (this.sending) return;
    this.sending = true;
    this.lost.hidden = true;
    const body = new URLSearchParams(new FormData(this.form));
    const answer = await fetch(this.form.action, { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout?.(20_000) }).catch(() => null);
    if (!answer) {
      this.sending = false;
      this.lost.hidden = false;
      this.lost.scrollIntoView({ block: "nearest" });
      this.button.focus();
      return;
    }
    // Anything but “it is in the box” is a page to be read: the browser asks for it itself.
    if (answer.type === "opaqueredirect") location.replace(this.dataset.done);
    else HTMLFormElement.prototype.submit.call(this.form);
  }
}

customElements.define("ballot-send", BallotSend);
