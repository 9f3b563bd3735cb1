package effects

import (
	"fmt"
	"go/token"
	"go/types"
	"strings"
)

// A Kind is a kind of effect.
type Kind uint8

const (
	KindWriteGlobal Kind = iota + 1
	KindReadGlobal       // of a package variable that is written outside init
	KindWriteInput       // of what an argument, the receiver or a captured variable leads to
	KindIO               // files, network, processes, log
	KindSync             // goroutines, channels, select, sync, atomic
	KindUnknown          // a call of what is not known
	KindUnsafe           // unsafe, reflect, cgo, linkname
	KindOrder            // the order of a map
	KindTime
	KindRandom
	KindEnvironment
	KindAddress  // an address becomes visible: %p, pointers as keys of order
	KindCapacity // the spare capacity of an argument's slice
	KindFloat    // a product that may be fused with a sum
)

// The analyzers that report effects.
const (
	kindPure          = "pure"
	kindDeterministic = "deterministic"
)

// analyzer is the one analyzer that reports effects of this kind.
func (k Kind) analyzer() string {
	if k >= KindOrder {
		return kindDeterministic
	}
	return kindPure
}

// A Witness says what is done, and where.
type Witness struct {
	What string // "reads the time (time.Now)"
	// Chain are the functions that are called, from the first that the function calls to the one that does it.
	Chain []string
	// Site is where it is done, or the call that leads there out of this package.
	Site token.Pos
	// Place is the same for other packages: file.go:12.
	Place string
	// Off is where in the node that is written.
	Off path
	// Outside says that what is done lies in another package, at Place.
	Outside bool
}

// text is what is done, and to what, as it follows the name of the function that does it.
func (w Witness) text(to string) string {
	var b strings.Builder
	for _, name := range w.Chain {
		b.WriteString("calls " + name + ", which ")
	}
	b.WriteString(w.What + to)
	if w.Outside && w.Place != "" {
		b.WriteString(" (" + w.Place + ")")
	}
	return b.String()
}

// through is the witness as the caller of name has it.
func (w Witness) through(name string) Witness {
	w.Chain = append([]string{name}, w.Chain...)
	return w
}

// from is the witness as a caller has it that calls through functions, each with a slash behind it.
func (w Witness) from(via string) Witness {
	if via != "" {
		w.Chain = append(strings.Split(strings.TrimSuffix(via, "/"), "/"), w.Chain...)
	}
	return w
}

// An Effect is something that a function does beside computing its results from its arguments.
type Effect struct {
	Kind Kind
	Witness
	Global *types.Var
}

// effectKey is what makes two effects of a function the same.
type effectKey struct {
	kind   Kind
	what   string
	site   token.Pos
	global *types.Var
}

func (e Effect) key() effectKey { return effectKey{e.Kind, e.What, e.Site, e.Global} }

// globalText names a package variable as seen from a package.
func globalText(obj *types.Var, from *types.Package) string {
	if obj.Pkg() == nil || obj.Pkg() == from {
		return obj.Name()
	}
	return obj.Pkg().Name() + "." + obj.Name()
}

// place is a position for other packages, which do not have the files.
func place(fset *token.FileSet, pos token.Pos) string {
	p := fset.Position(pos)
	name := p.Filename
	if at := strings.LastIndexAny(name, `/\`); at >= 0 {
		name = name[at+1:]
	}
	return fmt.Sprintf("%s:%d", name, p.Line)
}
