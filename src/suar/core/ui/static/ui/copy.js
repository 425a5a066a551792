/* A button that copies the text of another element: <button data-copy="id" data-done="Tersalin" hidden>. Without script, or
   where the browser does not let it, it stays hidden and the text is selected by hand. */
(function () {
  if (!navigator.clipboard) { return; }

  document.querySelectorAll('button[data-copy]').forEach(function (button) {
    var label = button.innerHTML;
    button.hidden = false;
    button.addEventListener('click', function () {
      navigator.clipboard.writeText(document.getElementById(button.getAttribute('data-copy')).textContent).then(function () {
        button.textContent = button.getAttribute('data-done');
        window.setTimeout(function () { button.innerHTML = label; }, 2000);
      });
    });
  });
})();
