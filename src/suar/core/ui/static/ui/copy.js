/* A text to take along: <button data-copy="ID" data-copied="Tersalin" hidden> copies the words of the element with that id and
   says so on itself. Without script it stays hidden; where the browser does not allow it, the words are selected instead. */
(function () {
  document.querySelectorAll('button[data-copy]').forEach(function (button) { button.hidden = false; });

  document.addEventListener('click', function (event) {
    var button = event.target.closest('button[data-copy]');
    var source = button && document.getElementById(button.getAttribute('data-copy'));
    if (!source) { return; }
    function select() {
      var range = document.createRange();
      range.selectNodeContents(source);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    }
    if (!navigator.clipboard) { return select(); }
    navigator.clipboard.writeText(source.textContent.trim()).then(function () {
      var label = button.innerHTML;
      button.textContent = button.getAttribute('data-copied');
      window.setTimeout(function () { button.innerHTML = label; }, 2000);
    }, select);
  });
})();
