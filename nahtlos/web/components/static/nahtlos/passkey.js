// Passkeys: the browser signs what the server asks. Loaded on the pages that offer them.
"use strict";

(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");
  const keys = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  // With "without password" ticked the key itself asks for a finger or a number and is found without a user name.
  async function create({ publicKey }, alone) {
    const made = await navigator.credentials.create({
      publicKey: {
        ...publicKey,
        challenge: bytes(publicKey.challenge),
        user: { ...publicKey.user, id: bytes(publicKey.user.id) },
        excludeCredentials: keys(publicKey.excludeCredentials),
        authenticatorSelection: {
          ...publicKey.authenticatorSelection,
          residentKey: alone ? "required" : "discouraged",
          requireResidentKey: alone,
          ...(alone ? { userVerification: "required" } : {}),
        },
      },
    });
    return answer(made, {
      attestationObject: text(made.response.attestationObject),
      transports: made.response.getTransports ? made.response.getTransports() : [],
    });
  }

  async function get({ publicKey }) {
    const found = await navigator.credentials.get({
      publicKey: {
        ...publicKey,
        challenge: bytes(publicKey.challenge),
        allowCredentials: keys(publicKey.allowCredentials),
      },
    });
    const { authenticatorData, signature, userHandle } = found.response;
    return answer(found, {
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    });
  }

  const answer = (credential, response) => ({
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    response: { clientDataJSON: text(credential.response.clientDataJSON), ...response },
    clientExtensionResults: credential.getClientExtensionResults(),
  });

  async function options(form) {
    if (form.dataset.ntOptions) return JSON.parse(form.dataset.ntOptions);
    const reply = await fetch(form.action, { headers: { Accept: "application/json" } });
    return reply.json();
  }

  for (const form of document.querySelectorAll("form[data-nt-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const failed = form.querySelector("[data-nt-failed]");
      if (failed) failed.hidden = true;
      try {
        const asked = await options(form);
        const alone = form.elements.passwordless ? form.elements.passwordless.checked : false;
        const made = asked.creation_options ? await create(asked.creation_options, alone) : await get(asked.request_options);
        form.elements.credential.value = JSON.stringify(made);
        form.submit();
      } catch {
        if (failed) failed.hidden = false;
      }
    });
  }
})();
