// <card-scan for="field-id" hidden><button>…</button><video hidden></video></card-scan>
// On an enrolled tablet the camera reads the card's square. What it sees is looked at here and goes nowhere (SG-16).

class CardScan extends HTMLElement {
  connectedCallback() {
    if (!globalThis.BarcodeDetector || !navigator.mediaDevices?.getUserMedia) return;
    this.field = document.getElementById(this.getAttribute("for"));
    this.button = this.querySelector("button");
    this.video = this.querySelector("video");
    this.button.addEventListener("click", () => this.start());
    addEventListener("pagehide", () => this.stop());
    this.hidden = false;
  }

  disconnectedCallback() { this.stop(); }

  async start() {
    this.button.disabled = true;
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    } catch {
      this.hidden = true; // no camera, or they said no: the words of the card do the same
      this.field.focus();
      return;
    }
    this.video.srcObject = this.stream;
    this.video.hidden = false;
    await this.video.play();
    this.detector = new BarcodeDetector({ formats: ["qr_code"] });
    this.look();
  }

  async look() {
    if (!this.stream) return;
    const seen = await this.detector.detect(this.video).catch(() => []);
    if (!seen.length) { setTimeout(() => this.look(), 150); return; }
    this.stop();
    this.field.value = seen[0].rawValue;
    this.field.form.requestSubmit();
  }

  stop() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
  }
}

customElements.define("card-scan", CardScan);
