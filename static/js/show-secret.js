// <show-secret for="field-id" data-hide="…" hidden><button>…<span>Show it</span></button></show-secret>
// What is written is hidden until its writer asks to see it (SG-26); it hides again when it is sent.

class ShowSecret extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.getAttribute("for"));
    this.button = this.querySelector("button");
    this.label = this.button.querySelector("span");
    this.words = [this.label.textContent, this.dataset.hide];
    this.kind = this.field.type;
    this.button.addEventListener("click", () => this.show(!this.field.classList.contains("secret-shown")));
    this.field.form.addEventListener("submit", () => this.show(false));
    this.hidden = false;
  }

  show(shown) {
    this.field.classList.toggle("secret-shown", shown);
    if (this.kind === "password") this.field.type = shown ? "text" : "password";
    this.label.textContent = this.words[Number(shown)];
    this.button.setAttribute("aria-pressed", String(shown));
  }
}

customElements.define("show-secret", ShowSecret);
