// <form data-passkey="sign-in|use|make">: asks the browser for a passkey, or to make one, and sends what it answers.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

/** The options as the browser wants them: ids and the challenge as bytes. */
function unpacked({ publicKey: key }) {
  const known = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));
  return {
    ...key,
    challenge: bytes(key.challenge),
    ...(key.user && { user: { ...key.user, id: bytes(key.user.id) } }),
    ...(key.allowCredentials && { allowCredentials: known(key.allowCredentials) }),
    ...(key.excludeCredentials && { excludeCredentials: known(key.excludeCredentials) }),
  };
}

/** The answer as the server reads it. */
function packed(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = text(credential.response[part]);
  }
  const { id, type, authenticatorAttachment } = credential;
  const results = credential.getClientExtensionResults();
  return { id, rawId: text(credential.rawId), type, authenticatorAttachment, clientExtensionResults: results, response };
}

async function ask(form) {
  const { passkey, options } = form.dataset;
  if (passkey === "make") return navigator.credentials.create({ publicKey: unpacked(JSON.parse(options)) });
  if (passkey === "use") return navigator.credentials.get({ publicKey: unpacked(JSON.parse(options)) });
  const answer = await fetch(form.action, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
  return navigator.credentials.get({ publicKey: unpacked((await answer.json()).request_options) });
}

document.addEventListener(
  "submit",
  async (event) => {
    const form = event.target;
    if (!form.matches("[data-passkey]") || form.elements.credential.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const said = form.querySelector("[role=alert]");
    said.hidden = true;
    try {
      if (!window.PublicKeyCredential) throw new Error("unable");
      form.elements.credential.value = JSON.stringify(packed(await ask(form)));
      form.requestSubmit();
    } catch (error) {
      said.textContent = error.message === "unable" ? form.dataset.unable : form.dataset.failed;
      said.hidden = false;
    }
  },
  true,
);
