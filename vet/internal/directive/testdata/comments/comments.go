// Package comments has directives that are right and that are not.
package comments

//assay:pure
func marked() {}

//assay:ignore pure it counts calls for a debugger
func ignored() {}

//assay:ignore pure // want "gives no reason"
func unreasoned() {}

//assay:ignore purity because // want "names no analyzer"
func misnamed() {}

//assay:purr // want "is not known"
func unknown() {}

func inside() {
	n := 3
	//assay:decreases n
	for n > 0 {
		n--
	}

	//assay:pure // want "stands above no declaration"
}

//assay:decreases // want "needs an expression"
func measured(n int) {}

var _ = []any{marked, ignored, unreasoned, misnamed, unknown, inside, measured}
