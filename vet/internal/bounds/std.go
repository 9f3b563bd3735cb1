package bounds

import (
	"go/constant"

	"golang.org/x/tools/go/ssa"
)

var (
	zero    = Place{Root: RootZero}
	result  = Place{Root: RootResult}
	result1 = Place{Root: RootResult - 1}
	first   = Place{Root: 0, Of: Length}
	second  = Place{Root: 1, Of: Length}
	length  = Place{Root: RootResult, Of: Length}
)

func atMost(x, y Place, c int64) Post  { return Post{Bound: Bound{x, y, c}} }
func atLeast(x, y Place, c int64) Post { return Post{Bound: Bound{y, x, -c}} }

// when makes Posts depend on a result.
func when(is Outcome, result int, post Post) Post {
	post.When, post.Result = is, result
	return post
}

// index are the results of searches that answer -1 for nothing.
var index = []Post{atLeast(result, zero, -1), atMost(result, first, -1)}

// drawn are the results of draws from 0 up to an argument, which is positive where they return.
func drawn(below int) []Post {
	return []Post{atLeast(result, zero, 0), atMost(result, Place{Root: below}, -1)}
}

// standard are functions of the standard library whose results stay within bounds.
var standard = map[string][]Post{
	"slices.BinarySearch":     {atLeast(result, zero, 0), atMost(result, first, 0), when(True, 1, atMost(result, first, -1))},
	"slices.BinarySearchFunc": {atLeast(result, zero, 0), atMost(result, first, 0), when(True, 1, atMost(result, first, -1))},
	"slices.Index":            index,
	"slices.IndexFunc":        index,
	"slices.Contains":         {when(True, 0, atLeast(first, zero, 1))},
	"slices.ContainsFunc":     {when(True, 0, atLeast(first, zero, 1))},
	"slices.Insert":           {atLeast(length, first, 0)},
	"slices.Delete":           {atMost(length, first, 0)},
	"slices.DeleteFunc":       {atMost(length, first, 0)},
	"slices.Compact":          {atMost(length, first, 0)},
	"slices.CompactFunc":      {atMost(length, first, 0)},
	"slices.Grow":             {atMost(length, first, 0), atLeast(length, first, 0)},
	"slices.Equal":            {when(True, 0, atMost(first, second, 0)), when(True, 0, atLeast(first, second, 0))},
	"sort.Search":             {atLeast(result, zero, 0)},
	"sort.SearchInts":         {atLeast(result, zero, 0), atMost(result, first, 0)},
	"sort.SearchStrings":      {atLeast(result, zero, 0), atMost(result, first, 0)},

	"strings.Index":         {atLeast(result, zero, -1), atMost(result, first, 0)},
	"strings.LastIndex":     {atLeast(result, zero, -1), atMost(result, first, 0)},
	"strings.IndexByte":     index,
	"strings.LastIndexByte": index,
	"strings.IndexRune":     index,
	"strings.IndexAny":      index,
	"strings.LastIndexAny":  index,
	"strings.IndexFunc":     index,
	"strings.LastIndexFunc": index,
	"strings.HasPrefix":     {when(True, 0, atMost(second, first, 0))},
	"strings.HasSuffix":     {when(True, 0, atMost(second, first, 0))},
	"strings.Contains":      {when(True, 0, atMost(second, first, 0))},
	"strings.ContainsRune":  {when(True, 0, atLeast(first, zero, 1))},
	"strings.ContainsAny":   {when(True, 0, atLeast(first, zero, 1))},
	"strings.TrimSpace":     {atMost(length, first, 0)},
	"strings.Trim":          {atMost(length, first, 0)},
	"strings.TrimLeft":      {atMost(length, first, 0)},
	"strings.TrimRight":     {atMost(length, first, 0)},
	"strings.TrimPrefix":    {atMost(length, first, 0)},
	"strings.TrimSuffix":    {atMost(length, first, 0)},

	"bytes.Index":     {atLeast(result, zero, -1), atMost(result, first, 0)},
	"bytes.IndexByte": index,
	"bytes.HasPrefix": {when(True, 0, atMost(second, first, 0))},
	"bytes.HasSuffix": {when(True, 0, atMost(second, first, 0))},

	"unicode/utf8.DecodeRuneInString":     {atLeast(result1, zero, 0), atMost(result1, first, 0)},
	"unicode/utf8.DecodeRune":             {atLeast(result1, zero, 0), atMost(result1, first, 0)},
	"unicode/utf8.DecodeLastRuneInString": {atLeast(result1, zero, 0), atMost(result1, first, 0)},
	"unicode/utf8.RuneCountInString":      {atLeast(result, zero, 0), atMost(result, first, 0)},
	"unicode/utf8.RuneCount":              {atLeast(result, zero, 0), atMost(result, first, 0)},

	"math/rand.Intn":            drawn(0),
	"math/rand.Int31n":          drawn(0),
	"math/rand.Int63n":          drawn(0),
	"math/rand.Rand.Intn":       drawn(1),
	"math/rand.Rand.Int31n":     drawn(1),
	"math/rand.Rand.Int63n":     drawn(1),
	"math/rand/v2.IntN":         drawn(0),
	"math/rand/v2.Int32N":       drawn(0),
	"math/rand/v2.Int64N":       drawn(0),
	"math/rand/v2.Uint32N":      drawn(0),
	"math/rand/v2.UintN":        drawn(0),
	"math/rand/v2.N":            drawn(0),
	"math/rand/v2.Rand.IntN":    drawn(1),
	"math/rand/v2.Rand.Int32N":  drawn(1),
	"math/rand/v2.Rand.Int64N":  drawn(1),
	"math/rand/v2.Rand.Uint32N": drawn(1),
	"math/rand/v2.Rand.UintN":   drawn(1),

	"errors.New": {atLeast(Place{Root: RootResult, Of: IsSet}, zero, 1)},
	"fmt.Errorf": {atLeast(Place{Root: RootResult, Of: IsSet}, zero, 1)},
}

// posts are what holds after a call.
func (p *Prover) posts(call *ssa.Call) []Post {
	if builtin, ok := call.Call.Value.(*ssa.Builtin); ok {
		if builtin.Name() == "copy" {
			return []Post{atLeast(result, zero, 0), atMost(result, first, 0), atMost(result, second, 0)}
		}
		return nil
	}
	name := CalleeName(&call.Call)
	if posts, ok := standard[name]; ok {
		if name == "strings.Index" || name == "strings.LastIndex" {
			if text, ok := constantText(call.Call.Args[1]); ok && text != "" {
				return index
			}
		}
		return posts
	}
	if name == "strings.Split" || name == "strings.SplitAfter" {
		if text, ok := constantText(call.Call.Args[1]); ok && text != "" {
			return []Post{atLeast(length, zero, 1)}
		}
	}
	if p.know == nil {
		return nil
	}
	return p.know.Posts(call)
}

func constantText(v ssa.Value) (string, bool) {
	c, ok := v.(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(c.Value), true
}

// argumentsOf are what a function that calls a closure promises of the arguments: sort.Slice indexes within the slice.
func (p *Prover) argumentsOf(mc *ssa.MakeClosure) (le []Constraint) {
	params := mc.Fn.(*ssa.Function).Params
	for _, user := range *mc.Referrers() {
		call, ok := user.(*ssa.Call)
		if !ok || len(*mc.Referrers()) != 1 {
			continue
		}
		var most Term
		switch CalleeName(&call.Call) {
		case "sort.Slice", "sort.SliceStable", "sort.SliceIsSorted":
			boxed, ok := call.Call.Args[0].(*ssa.MakeInterface)
			if !ok {
				continue
			}
			most = p.Len(p.Term(boxed.X))
		case "sort.Search":
			most = p.Term(call.Call.Args[0])
		default:
			continue
		}
		for _, param := range params {
			i := p.Term(param)
			le = append(le, AtLeast(i, Zero, 0), AtMost(i, most, -1))
		}
	}
	return le
}
