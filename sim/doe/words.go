package doe

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"strings"
)

// A word is a product of factors, one bit each, with a sign. Multiplying two leaves out what they share, since a level times itself is 1.
type word struct {
	mask uint32
	sign int
}

func (w word) times(v word) word { return word{w.mask ^ v.mask, w.sign * v.sign} }

func (w word) order() int { return bits.OnesCount32(w.mask) }

func (w word) String() string {
	name := effectName(w.mask)
	if w.sign < 0 {
		return "-" + name
	}
	return name
}

func effectName(mask uint32) string {
	var b strings.Builder
	for i := range factorsMax {
		if mask>>i&1 == 1 {
			b.WriteString(letter(i))
		}
	}
	return b.String()
}

func factorsOf(mask uint32) []int {
	var all []int
	for i := range factorsMax {
		if mask>>i&1 == 1 {
			all = append(all, i)
		}
	}
	return all
}

// byOrder sorts as tables do: shorter words first, then by the alphabet.
func byOrder(a, b uint32) int {
	return cmp.Or(bits.OnesCount32(a)-bits.OnesCount32(b), strings.Compare(effectName(a), effectName(b)))
}

// generator is a factor that is set to a product of others.
type generator struct {
	factor int
	word
}

// parseGenerator reads "D=AB" or "D=-AB". Only the first k letters are factors.
func parseGenerator(text string, k int) (generator, error) {
	hint := fmt.Sprintf("write one as D=AB: a factor, and the product of others that it is set to; the letters of %d factors are %s", k, letters[:k])
	left, right, ok := strings.Cut(strings.ReplaceAll(text, " ", ""), "=")
	g := generator{word: word{sign: 1}}
	if rest, minus := strings.CutPrefix(right, "-"); minus {
		right, g.sign = rest, -1
	}
	if g.factor = strings.Index(letters[:k], left); !ok || len(left) != 1 || g.factor < 0 {
		return g, problem(fmt.Sprintf("the generator %q, expected a factor, = and a product", text), hint)
	}
	for _, r := range right {
		i := strings.IndexRune(letters[:k], r)
		switch {
		case i < 0:
			return g, problem(fmt.Sprintf("the generator %q has %q, expected one of %s", text, r, letters[:k]), hint)
		case g.mask>>i&1 == 1 || i == g.factor:
			return g, problem(fmt.Sprintf("the generator %q has %c twice", text, r), hint)
		}
		g.mask |= 1 << i
	}
	if g.order() < 2 {
		return g, problem(fmt.Sprintf("the generator %q, expected a product of at least two factors", text), "a factor that always equals another one cannot be told from it")
	}
	return g, nil
}

// relation is the group that the words generate, without the identity, as tables list it.
func relation(generators []word) []word {
	group := []word{{0, 1}}
	for _, g := range generators {
		for _, w := range group {
			group = append(group, w.times(g))
		}
	}
	group = group[1:]
	slices.SortFunc(group, func(a, b word) int { return byOrder(a.mask, b.mask) })
	return group
}

// related fills in what follows from the relation.
func (d *Design) related(words []word) {
	d.Relation, d.Resolution = nil, 0
	for _, w := range words {
		d.Relation = append(d.Relation, w.String())
	}
	if len(words) > 0 {
		d.Resolution = words[0].order()
	}
	d.Aliases = nil
	if len(words) == 0 {
		return
	}
	for _, class := range d.classes() {
		d.Aliases = append(d.Aliases, class.alias())
	}
}

// words reads the relation.
func (d *Design) words() []word {
	all := make([]word, len(d.Relation))
	for i, text := range d.Relation {
		name, minus := strings.CutPrefix(text, "-")
		all[i].sign = 1
		if minus {
			all[i].sign = -1
		}
		for _, r := range name {
			all[i].mask |= 1 << strings.IndexRune(letters, r)
		}
	}
	return all
}

// A class is the effects that the runs cannot tell apart, the simplest first and with the sign +1.
type class []word

// classes lists all but the one of the mean, by their simplest effects.
func (d *Design) classes() []class {
	k := len(d.Factors)
	seen, words := make([]bool, 1<<k), d.words()
	var all []class
	for mask := range uint32(1) << k {
		if seen[mask] {
			continue
		}
		c := class{{mask, 1}}
		for _, w := range words {
			c = append(c, w.times(c[0]))
		}
		slices.SortFunc(c, func(a, b word) int { return byOrder(a.mask, b.mask) })
		for i := len(c) - 1; i >= 0; i-- {
			c[i].sign *= c[0].sign
			seen[c[i].mask] = true
		}
		if c[0].mask != 0 {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b class) int { return byOrder(a[0].mask, b[0].mask) })
	return all
}

// alias keeps main effects and two-factor interactions, or the lowest order that there is.
func (c class) alias() Alias {
	a := Alias{Effect: effectName(c[0].mask)}
	for _, w := range c[1:] {
		if w.order() <= max(2, c[1].order()) {
			a.With = append(a.With, w.String())
		}
	}
	return a
}

// rivals are the simplest effects of a class: those that explain it equally well by their order.
func (c class) rivals() []word {
	n := min(1, len(c))
	for n < len(c) && c[n].order() == c[0].order() {
		n++
	}
	return c[:n]
}
