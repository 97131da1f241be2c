// <picture-pad for="file-input-id" hidden><canvas/><div class="pad-tools"><button value="#colour|eraser|undo">…</div></picture-pad>
// Each finished stroke leaves the drawing as a PNG in the file input, so the form is sent as any other.

const PAPER = "#fffdf8";
const CRAYON = 14;
const ERASER = 56;

class PicturePad extends HTMLElement {
  connectedCallback() {
    this.input = document.getElementById(this.getAttribute("for"));
    this.canvas = this.querySelector("canvas");
    this.pen = this.canvas.getContext("2d");
    if (!this.input || !this.pen || !globalThis.DataTransfer) return;
    this.strokes = [];
    this.colour = this.querySelector("button[aria-pressed=true]").value;
    this.querySelector(".pad-tools").addEventListener("click", (event) => this.choose(event.target.closest("button")));
    this.canvas.addEventListener("pointerdown", (event) => this.begin(event));
    this.canvas.addEventListener("pointermove", (event) => this.go(event));
    for (const end of ["pointerup", "pointercancel"]) this.canvas.addEventListener(end, () => this.end());
    this.draw();
    this.hidden = false;
  }

  choose(button) {
    if (!button) return;
    if (button.value === "undo") {
      this.strokes.pop();
      this.draw();
      this.keep();
      return;
    }
    this.colour = button.value;
    for (const other of this.querySelectorAll("button[aria-pressed]")) other.setAttribute("aria-pressed", String(other === button));
  }

  point(event) {
    const box = this.canvas.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * this.canvas.width, ((event.clientY - box.top) / box.height) * this.canvas.height];
  }

  begin(event) {
    if (event.button) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.stroke = { colour: this.colour, points: [this.point(event)] };
    this.strokes.push(this.stroke);
    this.draw();
  }

  go(event) {
    if (!this.stroke) return;
    this.stroke.points.push(...(event.getCoalescedEvents?.() ?? [event]).map((each) => this.point(each)));
    this.line(this.stroke);
  }

  end() {
    if (!this.stroke) return;
    this.stroke = null;
    this.draw();
    this.keep();
  }

  draw() {
    this.pen.fillStyle = PAPER;
    this.pen.fillRect(0, 0, this.canvas.width, this.canvas.height);
    this.strokes.forEach((stroke) => this.line(stroke));
  }

  line({ colour, points }) {
    const { pen } = this;
    pen.strokeStyle = colour === "eraser" ? PAPER : colour;
    pen.lineWidth = colour === "eraser" ? ERASER : CRAYON;
    pen.lineCap = pen.lineJoin = "round";
    pen.beginPath();
    pen.moveTo(...points[0]);
    for (let i = 1; i < points.length - 1; i += 1) {
      const [x, y] = points[i];
      pen.quadraticCurveTo(x, y, (x + points[i + 1][0]) / 2, (y + points[i + 1][1]) / 2);
    }
    pen.lineTo(...points.at(-1));
    pen.stroke();
  }

  keep() {
    if (!this.strokes.length) { this.input.value = ""; return; }
    this.canvas.toBlob((blob) => {
      const hand = new DataTransfer();
      hand.items.add(new File([blob], "drawing.png", { type: "image/png" }));
      this.input.files = hand.files;
    }, "image/png");
  }
}

customElements.define("picture-pad", PicturePad);
