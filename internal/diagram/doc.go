// Package diagram draws one behaviour as a space-time diagram through which a person steps: one script and one style for every page.
//
// A page has Style in a style element, Script() in a script element, and a Behaviour as JSON. The script defines one global:
//
//	const shown = assayDiagram.mount(element, behaviour, options) // draws into element, which it empties
//	shown.go(3)                                                   // to the state after step 3; 0 is the start
//
// or without a line of script of the page's own, since every element that is marked is mounted: at once on the first two screens, and
// once it comes into view elsewhere. The page hears of it by the event "assay-drawn", which bubbles:
//
//	<script type="application/json" id="b1">…</script> <!-- JSON(behaviour) -->
//	<div data-assay-behaviour="b1"></div>
//
// Options, all of them optional: at (where to begin: a number, or "violation"), label (what a screen reader calls it), keys (false:
// it does not listen to keys), onmove (a function of where it is now). Its parts are HTML elements whose classes begin with "ad-"; the
// colours are custom properties of :root, which a page may use too: --ad-paper, --ad-ink, --ad-soft, --ad-line, --ad-panel,
// --ad-accent, --ad-bad, --ad-good, --ad-warn. They follow the reader's choice of light or dark, and data-theme="dark" or "light" on
// the html element overrules it.
//
// Nothing of a behaviour is ever taken for HTML: texts are put in as text, invisible characters are shown by their codes, and a long
// text is clipped, with a button that shows all of it. The script reaches for nothing outside its page.
package diagram
