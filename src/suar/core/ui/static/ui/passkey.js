/* Passkeys: a button in a form with data-passkey asks the device and sends its answer in the field `credential`. What the device
   is to sign stands in data-options, or is fetched from data-question at the press. */
(function () {
  function bytes(text) {
    var plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    return Uint8Array.from(plain, function (letter) { return letter.charCodeAt(0); }).buffer;
  }

  function text(buffer) {
    if (!buffer) return null;
    var plain = Array.from(new Uint8Array(buffer), function (n) { return String.fromCharCode(n); }).join('');
    return btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  }

  /* The names in which the standard sends bytes, as text there and back. */
  function opened(options) {
    options.challenge = bytes(options.challenge);
    if (options.user) options.user.id = bytes(options.user.id);
    ['allowCredentials', 'excludeCredentials'].forEach(function (list) {
      (options[list] || []).forEach(function (key) { key.id = bytes(key.id); });
    });
    return options;
  }

  function closed(key) {
    var response = {};
    ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'].forEach(function (name) {
      if (key.response[name]) response[name] = text(key.response[name]);
    });
    return JSON.stringify({
      id: key.id, rawId: text(key.rawId), type: key.type, response: response,
      clientExtensionResults: key.getClientExtensionResults()
    });
  }

  function question(form) {
    if (form.dataset.options) return Promise.resolve(JSON.parse(form.dataset.options));
    return fetch(form.dataset.question, { headers: { 'Accept': 'application/json' } }).then(function (answer) {
      if (!answer.ok || answer.redirected) throw answer;
      return answer.json();
    }).then(function (said) { return said.request_options; });
  }

  document.addEventListener('click', function (event) {
    var button = event.target.closest('form[data-passkey] button');
    if (!button) return;
    var form = button.form, making = form.dataset.passkey === 'create', trouble = form.querySelector('[data-passkey-trouble]');
    event.preventDefault();
    trouble.hidden = true;
    question(form).then(function (options) {
      var asked = { publicKey: opened(options.publicKey) };
      return making ? navigator.credentials.create(asked) : navigator.credentials.get(asked);
    }).then(function (key) {
      form.elements.credential.value = closed(key);
      form.requestSubmit();
    }).catch(function () { trouble.hidden = false; });
  });

  /* Where the browser knows no passkeys, nobody is offered one. */
  if (!window.PublicKeyCredential) document.documentElement.classList.add('no-passkeys');
})();
