// A signature drawn on the screen. Without this file the scan of the printed form is added instead.
"use strict";

(() => {
  const box = document.querySelector("[data-nt-signature]");
  const field = box && document.getElementById(box.dataset.ntSignature);
  if (!field) return;
  const canvas = box.querySelector("canvas");
  const state = box.querySelector("[role=status]");
  const pen = canvas.getContext("2d");
  let drawing = null;

  function clear() {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    field.value = "";
    state.textContent = box.dataset.ntEmpty;
  }

  function at(event) {
    const frame = canvas.getBoundingClientRect();
    return [
      ((event.clientX - frame.left) * canvas.width) / frame.width,
      ((event.clientY - frame.top) * canvas.height) / frame.height,
    ];
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (drawing !== null || event.button) return;
    event.preventDefault();
    drawing = event.pointerId;
    canvas.setPointerCapture(drawing);
    pen.lineWidth = 4;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = "#111";
    pen.beginPath();
    pen.moveTo(...at(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerId !== drawing) return;
    pen.lineTo(...at(event));
    pen.stroke();
  });
  const lift = (event) => {
    if (event.pointerId !== drawing) return;
    drawing = null;
    pen.lineTo(...at(event));
    pen.stroke();
    field.value = canvas.toDataURL("image/png");
    state.textContent = box.dataset.ntSigned;
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  box.querySelector("button").addEventListener("click", clear);

  clear();
  box.hidden = false;
})();
