package explore

import _ "embed"

// The parts of the page. The diagram's come from its own room.
var (
	//go:embed page.html
	pageHTML string
	//go:embed page.css
	pageCSS string
	//go:embed branch.js
	branchJS string
	//go:embed page.js
	pageJS string
)
