package predicate

import (
	"cmp"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"math/bits"
	"net/mail"
	"net/netip"
	"net/url"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// natives are the functions of the standard library that a predicate may call: they depend on their arguments alone. A function that
// is generic, or whose result may be huge, has a stand-in with the same answers.
var natives = map[string]any{
	"cmp.Compare": generic(func(a []reflect.Value) any { return order(a[0], a[1]) }),
	"cmp.Less":    generic(func(a []reflect.Value) any { return compareOp("<", a[0], a[1]) }),

	"encoding/hex.DecodeString": hex.DecodeString, "encoding/json.Valid": json.Valid,
	"errors.New": errors.New,

	"math.Abs": math.Abs, "math.Ceil": math.Ceil, "math.Floor": math.Floor, "math.Trunc": math.Trunc, "math.Round": math.Round,
	"math.IsNaN": math.IsNaN, "math.IsInf": math.IsInf, "math.Inf": math.Inf, "math.NaN": math.NaN, "math.Mod": math.Mod,
	"math.Sqrt": math.Sqrt, "math.Max": math.Max, "math.Min": math.Min, "math.Signbit": math.Signbit, "math.Float64bits": math.Float64bits,
	"math/bits.OnesCount": bits.OnesCount, "math/bits.OnesCount64": bits.OnesCount64, "math/bits.OnesCount32": bits.OnesCount32,
	"math/bits.Len": bits.Len, "math/bits.Len64": bits.Len64, "math/bits.TrailingZeros": bits.TrailingZeros,
	"math/big.NewInt": big.NewInt,

	"net/mail.ParseAddress": mail.ParseAddress,
	"net/netip.ParseAddr":   netip.ParseAddr, "net/netip.MustParseAddr": netip.MustParseAddr,
	"net/netip.ParsePrefix": netip.ParsePrefix, "net/netip.MustParsePrefix": netip.MustParsePrefix,
	"net/netip.ParseAddrPort": netip.ParseAddrPort, "net/netip.MustParseAddrPort": netip.MustParseAddrPort,
	"net/netip.AddrFrom4": netip.AddrFrom4, "net/netip.PrefixFrom": netip.PrefixFrom, "net/netip.AddrPortFrom": netip.AddrPortFrom,
	"net/url.Parse": url.Parse, "net/url.ParseRequestURI": url.ParseRequestURI, "net/url.ParseQuery": url.ParseQuery,
	"net/url.PathUnescape": url.PathUnescape, "net/url.QueryUnescape": url.QueryUnescape,

	"path.Base": path.Base, "path.Clean": path.Clean, "path.Dir": path.Dir, "path.Ext": path.Ext, "path.IsAbs": path.IsAbs,
	"path.Join": path.Join, "path.Match": path.Match, "path.Split": path.Split,

	"regexp.MustCompile": regexp.MustCompile, "regexp.Compile": regexp.Compile, "regexp.MatchString": regexp.MatchString,
	"regexp.QuoteMeta": regexp.QuoteMeta,

	"slices.Contains":     generic(func(a []reflect.Value) any { return indexOf(a[0], a[1]) >= 0 }),
	"slices.Index":        generic(func(a []reflect.Value) any { return indexOf(a[0], a[1]) }),
	"slices.ContainsFunc": generic(func(a []reflect.Value) any { return indexFunc(a[0], a[1]) >= 0 }),
	"slices.IndexFunc":    generic(func(a []reflect.Value) any { return indexFunc(a[0], a[1]) }),
	"slices.Equal":        generic(func(a []reflect.Value) any { return sameList(a[0], a[1]) }),
	"slices.IsSorted":     generic(func(a []reflect.Value) any { return isSorted(a[0]) }),
	"slices.Max":          generic(func(a []reflect.Value) any { return extremeOf("max", a[0]) }),
	"slices.Min":          generic(func(a []reflect.Value) any { return extremeOf("min", a[0]) }),

	"strconv.Atoi": strconv.Atoi, "strconv.Itoa": strconv.Itoa, "strconv.ParseBool": strconv.ParseBool, "strconv.ParseFloat": strconv.ParseFloat,
	"strconv.ParseInt": strconv.ParseInt, "strconv.ParseUint": strconv.ParseUint, "strconv.FormatInt": strconv.FormatInt,
	"strconv.FormatUint": strconv.FormatUint, "strconv.FormatFloat": strconv.FormatFloat, "strconv.FormatBool": strconv.FormatBool,
	"strconv.Quote": strconv.Quote, "strconv.Unquote": strconv.Unquote, "strconv.IsPrint": strconv.IsPrint,

	"strings.Compare": strings.Compare, "strings.Contains": strings.Contains, "strings.ContainsAny": strings.ContainsAny,
	"strings.ContainsFunc": strings.ContainsFunc, "strings.ContainsRune": strings.ContainsRune, "strings.Count": strings.Count,
	"strings.Cut": strings.Cut, "strings.CutPrefix": strings.CutPrefix, "strings.CutSuffix": strings.CutSuffix,
	"strings.EqualFold": strings.EqualFold, "strings.Fields": strings.Fields, "strings.FieldsFunc": strings.FieldsFunc,
	"strings.FieldsSeq": strings.FieldsSeq, "strings.HasPrefix": strings.HasPrefix, "strings.HasSuffix": strings.HasSuffix,
	"strings.Index": strings.Index, "strings.IndexAny": strings.IndexAny, "strings.IndexByte": strings.IndexByte,
	"strings.IndexFunc": strings.IndexFunc, "strings.IndexRune": strings.IndexRune, "strings.Join": strings.Join,
	"strings.LastIndex": strings.LastIndex, "strings.LastIndexAny": strings.LastIndexAny, "strings.LastIndexByte": strings.LastIndexByte,
	"strings.LastIndexFunc": strings.LastIndexFunc, "strings.Lines": strings.Lines, "strings.Map": strings.Map,
	"strings.NewReplacer": strings.NewReplacer, "strings.Repeat": repeat, "strings.Replace": strings.Replace,
	"strings.ReplaceAll": strings.ReplaceAll, "strings.Split": strings.Split, "strings.SplitAfter": strings.SplitAfter,
	"strings.SplitN": strings.SplitN, "strings.SplitSeq": strings.SplitSeq,
	"strings.ToLower": strings.ToLower, "strings.ToUpper": strings.ToUpper, "strings.ToTitle": strings.ToTitle,
	"strings.ToValidUTF8": strings.ToValidUTF8, "strings.Trim": strings.Trim, "strings.TrimFunc": strings.TrimFunc,
	"strings.TrimLeft": strings.TrimLeft, "strings.TrimLeftFunc": strings.TrimLeftFunc, "strings.TrimPrefix": strings.TrimPrefix,
	"strings.TrimRight": strings.TrimRight, "strings.TrimRightFunc": strings.TrimRightFunc, "strings.TrimSpace": strings.TrimSpace,
	"strings.TrimSuffix": strings.TrimSuffix,

	"time.ParseDuration": time.ParseDuration, "time.Parse": time.Parse,

	"unicode.In": unicode.In, "unicode.Is": unicode.Is, "unicode.IsControl": unicode.IsControl, "unicode.IsDigit": unicode.IsDigit,
	"unicode.IsGraphic": unicode.IsGraphic, "unicode.IsLetter": unicode.IsLetter, "unicode.IsLower": unicode.IsLower,
	"unicode.IsMark": unicode.IsMark, "unicode.IsNumber": unicode.IsNumber, "unicode.IsOneOf": unicode.IsOneOf,
	"unicode.IsPrint": unicode.IsPrint, "unicode.IsPunct": unicode.IsPunct, "unicode.IsSpace": unicode.IsSpace,
	"unicode.IsSymbol": unicode.IsSymbol, "unicode.IsTitle": unicode.IsTitle, "unicode.IsUpper": unicode.IsUpper,
	"unicode.ToLower": unicode.ToLower, "unicode.ToUpper": unicode.ToUpper, "unicode.SimpleFold": unicode.SimpleFold,
	"unicode/utf8.DecodeLastRuneInString": utf8.DecodeLastRuneInString, "unicode/utf8.DecodeRuneInString": utf8.DecodeRuneInString,
	"unicode/utf8.RuneCount": utf8.RuneCount, "unicode/utf8.RuneCountInString": utf8.RuneCountInString, "unicode/utf8.RuneLen": utf8.RuneLen,
	"unicode/utf8.Valid": utf8.Valid, "unicode/utf8.ValidRune": utf8.ValidRune, "unicode/utf8.ValidString": utf8.ValidString,
}

// nativeTypes are the types of the standard library, and the interfaces, whose values a predicate may hold, with all their methods.
var nativeTypes = map[string]reflect.Type{
	"any": reflect.TypeFor[any](), "error": reflect.TypeFor[error](),
	"encoding/base64.Encoding": reflect.TypeFor[base64.Encoding](), "math/big.Int": reflect.TypeFor[big.Int](),
	"net/mail.Address": reflect.TypeFor[mail.Address](), "net/netip.Addr": reflect.TypeFor[netip.Addr](),
	"net/netip.AddrPort": reflect.TypeFor[netip.AddrPort](), "net/netip.Prefix": reflect.TypeFor[netip.Prefix](),
	"net/url.URL": reflect.TypeFor[url.URL](), "net/url.Userinfo": reflect.TypeFor[url.Userinfo](), "net/url.Values": reflect.TypeFor[url.Values](),
	"regexp.Regexp": reflect.TypeFor[regexp.Regexp](), "strings.Builder": reflect.TypeFor[strings.Builder](),
	"strings.Replacer": reflect.TypeFor[strings.Replacer](), "time.Duration": reflect.TypeFor[time.Duration](),
	"time.Month": reflect.TypeFor[time.Month](), "time.Time": reflect.TypeFor[time.Time](), "time.Weekday": reflect.TypeFor[time.Weekday](),
	"unicode.RangeTable": reflect.TypeFor[unicode.RangeTable](),
}

// nativeVars are the variables of the standard library that a predicate may read.
var nativeVars = func() map[string]any {
	all := map[string]any{
		"encoding/base64.StdEncoding": base64.StdEncoding, "encoding/base64.URLEncoding": base64.URLEncoding,
		"encoding/base64.RawStdEncoding": base64.RawStdEncoding, "encoding/base64.RawURLEncoding": base64.RawURLEncoding,
		"time.UTC":      time.UTC,
		"unicode.Digit": unicode.Digit, "unicode.Letter": unicode.Letter, "unicode.Lower": unicode.Lower, "unicode.Upper": unicode.Upper,
		"unicode.Mark": unicode.Mark, "unicode.Number": unicode.Number, "unicode.Punct": unicode.Punct, "unicode.Space": unicode.Space,
		"unicode.Symbol": unicode.Symbol, "unicode.Title": unicode.Title,
	}
	for name, table := range unicode.Scripts {
		all["unicode."+name] = table
	}
	for name, table := range unicode.Categories {
		all["unicode."+name] = table
	}
	return all
}()

// genericFunc stands for a generic function, which reflection cannot name.
type genericFunc func(args []reflect.Value) any

func generic(f genericFunc) genericFunc { return f }

// native calls a function of Go.
func native(fn reflect.Value, args []reflect.Value, spread bool) (results []reflect.Value) {
	if g, ok := fn.Interface().(genericFunc); ok {
		result := g(args)
		if v, ok := result.(reflect.Value); ok {
			return []reflect.Value{v}
		}
		return []reflect.Value{reflect.ValueOf(result)}
	}
	t := fn.Type()
	for i := range args {
		switch {
		case t.IsVariadic() && i >= t.NumIn()-1 && !spread:
			args[i] = fit(args[i], t.In(t.NumIn()-1).Elem())
		case i < t.NumIn():
			args[i] = fit(args[i], t.In(i))
		}
	}
	defer passOn()
	if spread {
		return fn.CallSlice(args)
	}
	return fn.Call(args)
}

// nativeMethod calls a method of a type of the standard library.
func (m *machine) nativeMethod(n *Node) []reflect.Value {
	receiver := m.ref(&n.Kids[0])
	if receiver.Kind() != reflect.Pointer && receiver.Kind() != reflect.Interface {
		receiver = address(receiver)
	}
	if (receiver.Kind() == reflect.Interface || receiver.Kind() == reflect.Pointer) && receiver.IsNil() {
		fault("nil pointer dereference")
	}
	method := receiver.MethodByName(n.Text)
	if !method.IsValid() {
		cannot("calls the method %s", n.Text)
	}
	return native(method, m.evalAll(n.Kids[1:]), n.N == 1)
}

func repeat(s string, count int) string {
	if count > 0 && len(s) > bytesMax/count {
		cannot("makes a text of more than %d bytes", bytesMax)
	}
	return strings.Repeat(s, count)
}

func order(x, y reflect.Value) int {
	if x.CanFloat() {
		return cmp.Compare(x.Float(), y.Float())
	}
	switch {
	case compareOp("<", x, y):
		return -1
	case equal(x, y):
		return 0
	}
	return 1
}

func indexOf(list, v reflect.Value) int {
	v = fit(v, list.Type().Elem())
	for i := range list.Len() {
		if equal(list.Index(i), v) {
			return i
		}
	}
	return -1
}

func indexFunc(list, f reflect.Value) int {
	for i := range list.Len() {
		if native(f, []reflect.Value{copied(list.Index(i))}, false)[0].Bool() {
			return i
		}
	}
	return -1
}

func sameList(a, b reflect.Value) bool {
	if a.Len() != b.Len() {
		return false
	}
	for i := range a.Len() {
		if !equal(a.Index(i), b.Index(i)) {
			return false
		}
	}
	return true
}

func isSorted(list reflect.Value) bool {
	at := make([]int, list.Len())
	for i := range at {
		at[i] = i
	}
	return slices.IsSortedFunc(at, func(i, j int) int { return order(list.Index(i), list.Index(j)) })
}

func extremeOf(name string, list reflect.Value) reflect.Value {
	if list.Len() == 0 {
		fault("slices.%s: empty list", name)
	}
	var all []reflect.Value
	for i := range list.Len() {
		all = append(all, copied(list.Index(i)))
	}
	return extreme(name, all)
}
