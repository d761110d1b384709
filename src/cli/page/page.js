"use strict";
// Text of the documents is never read as markup here: nodes are cloned, and text is set as text.
(function () {
  var told = document.getElementById("told");
  var current = null;
  function all(selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  }
  function clear() {
    all(".here").forEach(function (node) { node.classList.remove("here"); });
  }
  // Shows in its pane only: the page itself stays where the reader is.
  function reveal(node) {
    var fold = node.closest("details");
    if (fold) { fold.open = true; }
    var pane = node.closest(".scroll");
    if (!pane) { return; }
    var at = node.getBoundingClientRect(), box = pane.getBoundingClientRect();
    if (at.top < box.top || at.bottom > box.bottom) {
      pane.scrollTop += at.top - box.top - box.height / 3;
    }
  }
  function tell(id, from) {
    var finding = document.getElementById("f" + id);
    if (!finding || finding.classList.contains("off")) { return; }
    current = id;
    told.textContent = "";
    var copy = document.createElement("div");
    finding.childNodes.forEach(function (node) { copy.appendChild(node.cloneNode(true)); });
    told.appendChild(copy);
    clear();
    var marks = all('[data-f="' + id + '"]');
    var block = document.getElementById(finding.dataset.b || "");
    if (block && !marks.some(function (node) { return block.contains(node); })) { marks.push(block); }
    var seen = [];
    marks.forEach(function (node) {
      node.classList.add("here");
      var pane = node.closest(".scroll");
      if (pane !== (from && from.closest(".scroll")) && seen.indexOf(pane) < 0) {
        seen.push(pane);
        reveal(node);
      }
    });
  }
  function idOf(node) { return node && node.dataset ? node.dataset.f : null; }
  ["mouseover", "focusin", "click"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var mark = event.target.closest && event.target.closest("[data-f]");
      if (mark && !mark.classList.contains("off")) {
        if (kind === "click" && mark.tagName !== "SUMMARY") { event.preventDefault(); }
        if (kind !== "mouseover" || !event.target.closest("#told")) { tell(idOf(mark), mark); }
      } else if (kind === "click") {
        var block = event.target.closest && event.target.closest(".block.repaired");
        var first = block && document.querySelector('li[data-b="' + block.id + '"]:not(.off)');
        if (first) { tell(first.id.slice(1), block); }
      }
    });
  });
  // n and p lead through the findings that are shown.
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT)$/.test(event.target.tagName)) { return; }
    if (event.key !== "n" && event.key !== "p") { return; }
    var marks = all("a.m:not(.off)").filter(function (node) { return node.offsetParent !== null || node.closest("details"); });
    var at = marks.findIndex(function (node) { return idOf(node) === current; });
    if (at < 0) { at = event.key === "n" ? -1 : marks.length; }
    var next = marks[at + (event.key === "n" ? 1 : -1)];
    if (next) { var fold = next.closest("details"); if (fold) { fold.open = true; } next.focus(); }
  });
  function filter() {
    var off = {};
    all("input[data-rule], input[data-confidence]").forEach(function (box) {
      off[box.dataset.rule || "is-" + box.dataset.confidence] = !box.checked;
    });
    all("ol.findings > li").forEach(function (finding) {
      finding.classList.toggle("off", Boolean(off[finding.dataset.rule] || off["is-" + finding.dataset.c]));
    });
    all(".m[data-f], .t[data-f]").forEach(function (mark) {
      var finding = document.getElementById("f" + idOf(mark));
      var hidden = finding && finding.classList.contains("off");
      mark.classList.toggle("off", hidden);
      mark.tabIndex = hidden ? -1 : 0;
    });
    document.getElementById("shown").textContent = all("ol.findings > li:not(.off)").length;
  }
  all("input[data-rule], input[data-confidence]").forEach(function (box) { box.addEventListener("change", filter); });
  all("[data-all]").forEach(function (button) {
    button.addEventListener("click", function () {
      all("input[data-rule]").forEach(function (box) { box.checked = button.dataset.all === "on"; });
      filter();
    });
  });
  all(".index a").forEach(function (link) {
    link.addEventListener("click", function () {
      var fold = document.querySelector(link.getAttribute("href")).closest("details");
      if (fold) { fold.open = true; }
    });
  });
  // The index sorts by the column whose head is pressed.
  all(".index th button").forEach(function (button) {
    button.addEventListener("click", function () {
      var head = button.parentNode, table = head.closest("table"), body = table.tBodies[0];
      var column = Array.prototype.indexOf.call(head.parentNode.children, head);
      var up = head.getAttribute("aria-sort") === "descending";
      all("th", table).forEach(function (other) { other.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      var rows = all("tr", body);
      var value = function (row) { return row.children[column].textContent; };
      rows.sort(function (a, b) {
        var order = column === 0 ? value(b).localeCompare(value(a)) : Number(value(b)) - Number(value(a));
        return up ? -order : order;
      });
      rows.forEach(function (row) { body.appendChild(row); });
    });
  });
  // An address may name a finding: report.html#finding-12.
  function named() {
    var name = /^#(?:[fm]|finding-)(\d+)$/.exec(location.hash);
    if (name) { tell(name[1], null); }
  }
  addEventListener("hashchange", named);
  filter();
  named();
})();
