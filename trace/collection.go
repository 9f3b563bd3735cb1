package trace

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// collection writes slices and arrays as [a, b], maps as {k: v}, and maps to nothing as the sets that they are: {a, b}.
func (f *formatter) collection(v reflect.Value, named bool, depth int) {
	t := v.Type()
	if isBytes(t) {
		f.named(t, named, bytesText(v.Bytes()))
		return
	}
	if named {
		f.out.WriteString(typeName(t))
	}
	switch {
	case t.Kind() == reflect.Array:
		f.list(v, depth)
	case t.Kind() == reflect.Slice:
		f.inside(visit{v.UnsafePointer(), v.Len(), t}, func() { f.list(v, depth) })
	default:
		f.inside(visit{v.UnsafePointer(), 0, t}, func() { f.dictionary(v, depth) })
	}
}

// isBytes tells text and hashes from short arrays of small numbers.
func isBytes(t reflect.Type) bool {
	const hashLenMin = 16
	if t.Kind() == reflect.Map || t.Elem().Kind() != reflect.Uint8 || hasText(t.Elem()) {
		return false
	}
	return t.Kind() == reflect.Slice || t.Len() >= hashLenMin
}

func (f *formatter) list(v reflect.Value, depth int) {
	f.out.WriteByte('[')
	for i := range v.Len() {
		if i > 0 {
			f.out.WriteString(", ")
		}
		if f.done(depth) {
			f.out.WriteString("…")
			break
		}
		f.value(v.Index(i), false, depth+1)
	}
	f.out.WriteByte(']')
}

// entry is one entry of a map, with the text of its key.
type entry struct {
	key, value reflect.Value
	text       string
}

func (f *formatter) dictionary(v reflect.Value, depth int) {
	entries := f.entries(v, depth)
	if f.nodes > nodesMax && v.Len() > 0 {
		// Which keys were reached before the bound depends on the map's own order, so none is shown.
		fmt.Fprintf(&f.out, "{… %d entries}", v.Len())
		return
	}
	set := v.Type().Elem().Kind() == reflect.Struct && v.Type().Elem().NumField() == 0
	f.out.WriteByte('{')
	for i, e := range entries {
		if i > 0 {
			f.out.WriteString(", ")
		}
		if f.done(depth) {
			f.out.WriteString("…")
			break
		}
		f.out.WriteString(e.text)
		if !set {
			f.out.WriteString(": ")
			f.value(addressable(e.value), false, depth+1)
		}
	}
	f.out.WriteByte('}')
}

// entries are the entries of a map in the order of their keys: numbers by size, all else by text. Keys of one text are put in
// order by the text of what they lead to.
func (f *formatter) entries(v reflect.Value, depth int) []entry {
	entries := make([]entry, 0, v.Len())
	for iter := v.MapRange(); iter.Next(); {
		e := entry{key: iter.Key(), value: iter.Value()}
		e.text = f.apart(e.key, depth)
		entries = append(entries, e)
	}
	slices.SortStableFunc(entries, func(a, b entry) int {
		if c := compareKeys(a, b); c != 0 {
			return c
		}
		return strings.Compare(f.tie(a.value, depth), f.tie(b.value, depth))
	})
	return entries
}

// apart is the text of v alone. What it costs is counted.
func (f *formatter) apart(v reflect.Value, depth int) string {
	if f.nodes > nodesMax {
		return "…"
	}
	g := formatter{nodes: f.nodes, seen: f.seen}
	g.value(addressable(v), false, depth+1)
	f.nodes = g.nodes
	return g.out.String()
}

// tie is the text of v where two keys have one text. How often it is asked depends on the map's own order, so it does not count.
func (f *formatter) tie(v reflect.Value, depth int) string {
	const tieNodesMax = 1000
	g := formatter{nodes: nodesMax - tieNodesMax, seen: f.seen}
	g.value(addressable(v), false, depth+1)
	return g.out.String()
}

func compareKeys(a, b entry) int {
	switch {
	case a.key.CanInt():
		return cmp.Compare(a.key.Int(), b.key.Int())
	case a.key.CanUint():
		return cmp.Compare(a.key.Uint(), b.key.Uint())
	case a.key.CanFloat():
		return cmp.Compare(a.key.Float(), b.key.Float())
	}
	return strings.Compare(a.text, b.text)
}

// typeName is the name of a type without packages: Pair[ID,int]. Types without a name have none.
func typeName(t reflect.Type) string {
	if t.PkgPath() == "" {
		return ""
	}
	var b strings.Builder
	word := ""
	flush := func() {
		word = word[strings.LastIndexAny(word, "./")+1:]
		word, _, _ = strings.Cut(word, "·")
		b.WriteString(word)
		word = ""
	}
	for _, r := range t.Name() {
		if strings.ContainsRune("[]*,{} ();", r) {
			flush()
			b.WriteRune(r)
			continue
		}
		word += string(r)
	}
	flush()
	return Line(b.String())
}
