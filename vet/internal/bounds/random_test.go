package bounds

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"math"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"
	"pgregory.net/rapid"
)

// TestRandomPrograms runs random programs on small, negative and huge inputs: an index that was proved is never out of range, and a
// loop that was shown to end does so.
func TestRandomPrograms(t *testing.T) {
	proved, loops := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		g := &generator{t: t}
		body := g.block(1, 3)
		source := "package p\n\nfunc f(a, b, c int, xs []int) {\n" + g.text(body) + "}\n"
		sites, ends := proofs(t, source)
		proved, loops = proved+len(sites), loops+len(ends)
		values := []int{-2, -1, 0, 1, 2, 3, 5, math.MinInt, math.MaxInt, math.MaxInt - 1}
		for range 40 {
			pick := func(name string) int { return rapid.SampledFrom(values).Draw(t, name) }
			m := &machine{fuel: 2000, length: rapid.IntRange(0, 4).Draw(t, "len"), vars: map[string]int{"a": pick("a"), "b": pick("b"), "c": pick("c")}}
			start := fmt.Sprint(m.vars, " len(xs)=", m.length)
			m.run(body)
			if m.failed > 0 && sites[m.failed] {
				t.Fatalf("line %d was proved, and is out of range from %s\n%s", m.failed, start, source)
			}
			huge := strings.Contains(start, fmt.Sprint(math.MaxInt/10)) || strings.Contains(start, fmt.Sprint(math.MinInt/10))
			if m.fuel <= 0 && len(ends) == strings.Count(source, "for ") && !huge {
				t.Fatalf("all loops were shown to end, and one does not from %s\n%s", start, source)
			}
		}
	})
	t.Logf("%d indices and %d loops were proved", proved, loops)
	if proved == 0 || loops == 0 {
		t.Errorf("%d indices and %d loops were proved, expected some", proved, loops)
	}
}

// statement is an assignment (name = text of expr), an index (line), an if or a for.
type statement struct {
	kind      string
	name      string
	expr      expr
	op        string
	right     expr
	then, alt []statement
	line      int
}

// expr is a variable, a constant or an operation.
type expr struct {
	name string // of a variable, or "len"
	k    int
	op   string
	x, y *expr
}

type generator struct {
	t    *rapid.T
	line int
}

func (g *generator) pick(of ...string) string { return rapid.SampledFrom(of).Draw(g.t, "pick") }

func (g *generator) block(depth, most int) (all []statement) {
	for range rapid.IntRange(1, most).Draw(g.t, "statements") {
		s := statement{kind: g.pick("set", "step", "index", "index", "if", "for")}
		if depth > 3 && (s.kind == "if" || s.kind == "for") {
			s.kind = "index"
		}
		s.name, s.expr = g.pick("a", "b", "c"), g.expr(0)
		s.op, s.right = g.pick("<", "<=", ">", ">=", "==", "!="), g.expr(1)
		switch g.pick("guard", "within", "as it is") { // most proofs begin with a comparison like those that people write
		case "guard":
			if s.kind == "if" || s.kind == "for" {
				s.expr, s.op, s.right = expr{name: s.name}, g.pick("<", ">=", ">"), expr{name: g.pick("len", "len", "a", "")}
			}
			if s.kind == "index" {
				s.expr = expr{name: s.name}
			}
		case "within":
			s.op = "within"
		}
		if s.kind == "step" {
			s.kind, s.expr = "set", expr{op: g.pick("+", "-"), x: &expr{name: s.name}, y: &expr{k: 1}}
		}
		if s.expr.constant() {
			s.expr = expr{name: "a"} // the compiler itself refuses what is out of range
		}
		if s.kind == "if" || s.kind == "for" {
			s.then = g.block(depth+1, 3)
		}
		if s.kind == "if" && rapid.Bool().Draw(g.t, "else") {
			s.alt = g.block(depth+1, 2)
		}
		all = append(all, s)
	}
	return all
}

func (g *generator) expr(depth int) expr {
	leaf := func() expr {
		switch k := rapid.IntRange(0, 5).Draw(g.t, "leaf"); k {
		case 0:
			return expr{name: "len"}
		case 1:
			return expr{k: rapid.IntRange(-2, 3).Draw(g.t, "k")}
		}
		return expr{name: g.pick("a", "b", "c")}
	}
	if depth > 1 || rapid.IntRange(0, 2).Draw(g.t, "deep") == 0 {
		return leaf()
	}
	x, y := leaf(), leaf()
	op := g.pick("+", "+", "-", "-", "/", "%", "min", "max", "&", ">>", "*")
	if op == "/" || op == "%" || op == ">>" {
		y = expr{k: rapid.IntRange(1, 3).Draw(g.t, "divisor")}
	}
	return expr{op: op, x: &x, y: &y}
}

// text writes statements one to a line, and notes the lines of indices.
func (g *generator) text(all []statement) string {
	if g.line == 0 {
		g.line = 4
	}
	var b strings.Builder
	put := func(format string, args ...any) {
		fmt.Fprintf(&b, format+"\n", args...)
		g.line++
	}
	for i := range all {
		switch s := &all[i]; s.kind {
		case "set":
			put("%s = %s", s.name, s.expr)
		case "index":
			s.line = g.line
			put("_ = xs[%s]", s.expr)
		case "for":
			put("for %s {", s.cond())
			b.WriteString(g.text(s.then))
			put("}")
		case "if":
			put("if %s {", s.cond())
			b.WriteString(g.text(s.then))
			put("} else {")
			b.WriteString(g.text(s.alt))
			put("}")
		}
	}
	return b.String()
}

func (s statement) cond() string {
	if s.op == "within" {
		return fmt.Sprintf("%s >= 0 && %s < len(xs)", s.expr, s.expr)
	}
	return fmt.Sprintf("%s %s %s", s.expr, s.op, s.right)
}

func (e expr) constant() bool {
	return e.name == "" && (e.op == "" || e.x.constant() && e.y.constant())
}

func (e expr) String() string {
	switch {
	case e.op == "min" || e.op == "max":
		return fmt.Sprintf("%s(%s, %s)", e.op, e.x, e.y)
	case e.op != "":
		return fmt.Sprintf("(%s %s %s)", e.x, e.op, e.y)
	case e.name == "len":
		return "len(xs)"
	case e.name != "":
		return e.name
	}
	return fmt.Sprintf("int(%d)", e.k)
}

// machine runs statements as Go does.
type machine struct {
	vars         map[string]int
	length, fuel int
	failed       int // the line of an index out of range
}

func (m *machine) run(all []statement) {
	for _, s := range all {
		if m.fuel--; m.fuel <= 0 || m.failed > 0 {
			return
		}
		switch s.kind {
		case "set":
			m.vars[s.name] = m.value(s.expr)
		case "index":
			if i := m.value(s.expr); i < 0 || i >= m.length {
				m.failed = s.line
			}
		case "for":
			for m.holds(s) && m.fuel > 0 && m.failed == 0 {
				m.fuel--
				m.run(s.then)
			}
		case "if":
			if m.holds(s) {
				m.run(s.then)
			} else {
				m.run(s.alt)
			}
		}
	}
}

func (m *machine) holds(s statement) bool {
	x, y := m.value(s.expr), m.value(s.right)
	switch s.op {
	case "within":
		return x >= 0 && x < m.length
	case "<":
		return x < y
	case "<=":
		return x <= y
	case ">":
		return x > y
	case ">=":
		return x >= y
	case "==":
		return x == y
	}
	return x != y
}

func (m *machine) value(e expr) int {
	if e.op == "" {
		switch e.name {
		case "":
			return e.k
		case "len":
			return m.length
		}
		return m.vars[e.name]
	}
	x, y := m.value(*e.x), m.value(*e.y)
	switch e.op {
	case "+":
		return x + y
	case "-":
		return x - y
	case "*":
		return x * y
	case "/":
		return x / y
	case "%":
		return x % y
	case "&":
		return x & y
	case ">>":
		return x >> y
	case "min":
		return min(x, y)
	}
	return max(x, y)
}

// proofs are the lines of the indices that are proved, and the loops that are shown to end.
func proofs(t *rapid.T, source string) (sites map[int]bool, ends []*Loop) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", source, 0)
	if err != nil {
		t.Fatalf("%v\n%s", err, source)
	}
	pkg := types.NewPackage("p", "p")
	built, _, err := ssautil.BuildPackage(&types.Config{Importer: importer.Default()}, fset, pkg, []*ast.File{file}, 0)
	if err != nil {
		t.Fatalf("%v\n%s", err, source)
	}
	fn := built.Func("f")
	p := NewProver(nil)
	sites = map[int]bool{}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if at, ok := instr.(*ssa.IndexAddr); ok {
				i, length := p.Term(at.Index), p.Len(p.Term(at.X))
				if p.Proves(at, AtLeast(i, Zero, 0), AtMost(i, length, -1)) {
					sites[fset.Position(at.Pos()).Line] = true
				}
			}
		}
	}
	for _, l := range Loops(fn) {
		if p.Ends(l) {
			ends = append(ends, l)
		}
	}
	return sites, ends
}
