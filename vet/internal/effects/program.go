package effects

import (
	"cmp"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/buildssa"
	"golang.org/x/tools/go/ssa"

	"github.com/assay-dev/assay/vet/internal/directive"
	"github.com/assay-dev/assay/vet/internal/roots"
)

// roundsMax bounds how often one function is analysed anew because one that it calls, and that calls it, turned out to do more.
const roundsMax = 12

// program is the analysis of one package.
type program struct {
	pass   *analysis.Pass
	pkg    *types.Package
	ssa    *ssa.Package
	source []*ssa.Function
	marks  *directive.Set
	roots  *roots.Result
	leaves leaves

	frames  map[*ssa.Function]*frame
	sums    map[*ssa.Function]*Summary
	rounds  map[*ssa.Function]int
	running map[*ssa.Function]bool
	order   map[*ssa.Function]int // in which functions were met
	users   map[*ssa.Function]map[*ssa.Function]bool
	stale   map[*ssa.Function]bool
	held    map[*ssa.Function]bool // a root leads there
	light   map[*ssa.Function]bool // followed lightly, see findLight

	packages map[string]*types.Package // that this one imports, directly or not
	facts    map[*types.Package]*PackageFact
	decoded  map[*types.Package]*known
	vars     map[string]*types.Var
	funcs    map[string]*Summary // of other packages, by full name
	learnt   map[*types.TypeName]bool
}

func newProgram(pass *analysis.Pass) *program {
	built := pass.ResultOf[buildssa.Analyzer].(*buildssa.SSA)
	return &program{
		pass: pass, pkg: pass.Pkg, ssa: built.Pkg, source: built.SrcFuncs, leaves: leaves{},
		marks: pass.ResultOf[directive.Analyzer].(*directive.Set), roots: pass.ResultOf[roots.Analyzer].(*roots.Result),
		frames: map[*ssa.Function]*frame{}, sums: map[*ssa.Function]*Summary{}, rounds: map[*ssa.Function]int{},
		running: map[*ssa.Function]bool{}, order: map[*ssa.Function]int{}, stale: map[*ssa.Function]bool{},
		users: map[*ssa.Function]map[*ssa.Function]bool{}, facts: map[*types.Package]*PackageFact{}, decoded: map[*types.Package]*known{},
		vars: map[string]*types.Var{}, funcs: map[string]*Summary{}, learnt: map[*types.TypeName]bool{},
	}
}

// solve analyses all functions until no summary changes any more. Those that call each other are analysed anew until they agree: the
// result is the least fixpoint, whichever of them was first.
func (p *program) solve() {
	p.findLight()
	if init := p.ssa.Func("init"); init != nil {
		p.summary(init, nil)
	}
	for _, fn := range p.source {
		p.summary(fn, nil)
	}
	for len(p.stale) > 0 {
		var next *ssa.Function
		for fn := range p.stale {
			if next == nil || p.order[fn] < p.order[next] {
				next = fn
			}
		}
		delete(p.stale, next)
		if p.rounds[next] < roundsMax {
			p.analyse(next)
		} else {
			p.frames[next].effect(KindUnknown, "is too tangled to follow", next.Pos())
		}
	}
}

// summary is what is known of a function so far. A caller is told when more is.
func (p *program) summary(fn, caller *ssa.Function) *Summary {
	if caller != nil {
		if p.users[fn] == nil {
			p.users[fn] = map[*ssa.Function]bool{}
		}
		p.users[fn][caller] = true
	}
	if _, ok := p.sums[fn]; !ok {
		p.sums[fn] = &Summary{}
		p.order[fn] = len(p.order)
		p.analyse(fn)
	}
	return p.sums[fn]
}

// analyse analyses one function, and marks those that call it for another round if its summary changed.
func (p *program) analyse(fn *ssa.Function) {
	p.rounds[fn]++
	p.running[fn] = true
	f := newFrame(p, fn)
	f.run()
	p.running[fn] = false
	p.frames[fn] = f
	sum := f.summary()
	if p.rounds[fn] >= widenAfter {
		sum = widen(p.sums[fn], sum)
	}
	if sum.same(p.sums[fn]) {
		return
	}
	p.sums[fn] = sum
	for user := range p.users[fn] {
		if _, analysed := p.frames[user]; analysed || p.running[user] {
			p.stale[user] = true
		}
	}
}

// ignored says whether an ignore of an analyzer stands at a place in a function, or at the function itself.
func (p *program) ignored(analyzer string, at token.Pos, in *ssa.Function) bool {
	if _, ok := p.marks.Ignored(analyzer, at); ok {
		return true
	}
	_, ok := p.marks.Ignored(analyzer, in.Pos())
	return ok
}

// shorter says whether a witness is the better of two: it has the shorter chain, or comes first.
func (p *program) shorter(a, b Witness) bool {
	return cmp.Or(
		cmp.Compare(len(a.Chain), len(b.Chain)), cmp.Compare(a.Site, b.Site), slices.Compare(a.Chain, b.Chain), cmp.Compare(a.What, b.What),
	) < 0
}

// marked says whether calls through an interface, or of a method of a type parameter, may be taken for pure.
func (p *program) marked(t types.Type) bool {
	param, ok := types.Unalias(t).(*types.TypeParam)
	if !ok {
		return p.roots.MarkedInterface(t)
	}
	if p.roots.MarkedInterface(param.Constraint()) {
		return true
	}
	iface, ok := param.Constraint().Underlying().(*types.Interface)
	if !ok {
		return false
	}
	for embedded := range iface.EmbeddedTypes() {
		if p.roots.MarkedInterface(embedded) {
			return true
		}
	}
	return false
}

// standard says whether a package belongs to Go itself, so that the table speaks for it.
func (p *program) standard(pkg *types.Package) bool {
	if pkg == nil {
		return true // error.Error
	}
	first, _, _ := strings.Cut(pkg.Path(), "/")
	return !strings.Contains(first, ".") && pkg != p.pkg && !p.hasFact(pkg)
}

// lookup is the method of a type that a reference names.
func (p *program) lookup(t types.Type, m methodRef) *types.Selection {
	if m.obj != nil {
		return p.ssa.Prog.MethodSets.MethodSet(t).Lookup(m.obj.Pkg(), m.name)
	}
	set := p.ssa.Prog.MethodSets.MethodSet(t)
	if sel := set.Lookup(nil, m.name); sel != nil {
		return sel
	}
	for i := range set.Len() {
		if sel := set.At(i); sel.Obj().Name() == m.name && sel.Obj().Pkg() != nil && sel.Obj().Pkg().Path() == m.pkg {
			return sel
		}
	}
	return nil
}

// typeParam is the number of a type parameter of a function, or of the function that it lies in.
func (p *program) typeParam(fn *ssa.Function, t types.Type) (at int, ok bool) {
	param, ok := types.Unalias(t).(*types.TypeParam)
	if !ok {
		return 0, false
	}
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	params := fn.TypeParams()
	for i := range params.Len() {
		if params.At(i) == param {
			return i, true
		}
	}
	return 0, false
}

// instantiate is a type of a generic function at type arguments.
func (p *program) instantiate(sum *Summary, t types.Type, targs []types.Type) types.Type {
	if param, ok := types.Unalias(t).(*types.TypeParam); ok && param.Index() < len(targs) {
		return targs[param.Index()]
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.TypeArgs().Len() == 0 {
		return t
	}
	var args []types.Type
	for arg := range named.TypeArgs().Types() {
		args = append(args, p.instantiate(sum, arg, targs))
	}
	if made, err := types.Instantiate(nil, named.Origin(), args, false); err == nil {
		return made
	}
	return t
}

func constantString(v constant.Value) (string, bool) {
	if v.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(v), true
}
