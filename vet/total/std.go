package total

import "github.com/assay-dev/assay/vet/internal/bounds"

// rule is what a function of the standard library needs not to panic.
type rule struct {
	bounds   []bounds.Bound
	where    string // when it panics, and what to do
	constant bool   // a constant first argument was tried when the program began
}

var none = bounds.Place{Root: bounds.RootZero}

func arg(i int) bounds.Place    { return bounds.Place{Root: i} }
func length(i int) bounds.Place { return bounds.Place{Root: i, Of: bounds.Length} }

// least is x >= k.
func least(x bounds.Place, k int64) bounds.Bound { return bounds.Bound{X: none, Y: x, C: -k} }

// most is x <= y.
func most(x, y bounds.Place) bounds.Bound { return bounds.Bound{X: x, Y: y} }

var (
	count   = rule{bounds: []bounds.Bound{least(arg(1), 0)}, where: "where the count is negative: check it first"}
	grows   = rule{bounds: []bounds.Bound{least(arg(1), 0)}, where: "where the number is negative: check it first"}
	upTo    = rule{bounds: []bounds.Bound{least(arg(0), 1)}, where: "where its argument is not positive: check it first"}
	upToOf  = rule{bounds: []bounds.Bound{least(arg(1), 1)}, where: "where its argument is not positive: check it first"}
	made    = rule{bounds: []bounds.Bound{least(bounds.Place{Root: 0, Of: bounds.IsSet}, 1)}, where: "where the map is nil: make it first"}
	base    = rule{bounds: []bounds.Bound{least(arg(1), 2), {X: arg(1), Y: none, C: 36}}, where: "where the base is not one of 2 to 36: check it first"}
	filled  = rule{bounds: []bounds.Bound{least(length(0), 1)}, where: "where the slice is empty: check its length first"}
	between = rule{bounds: []bounds.Bound{least(arg(1), 0), most(arg(1), arg(2)), most(arg(2), length(0))}, where: "where the range does not lie within the slice: check it first"}
	parses  = rule{constant: true, where: "where the text does not parse: use the form that returns an error"}
	exits   = rule{where: "or ends the program: return what says so instead"}
	always  = rule{where: "where it is given an error: handle the error"}
)

// table are the functions of the standard library that panic on some arguments. What is not here does not.
var table = map[string]rule{
	"strings.Repeat":                      count,
	"bytes.Repeat":                        count,
	"slices.Repeat":                       count,
	"slices.Grow":                         grows,
	"slices.Insert":                       {bounds: []bounds.Bound{least(arg(1), 0), most(arg(1), length(0))}, where: "where the index does not lie within the slice: check it first"},
	"slices.Delete":                       between,
	"slices.Replace":                      between,
	"slices.Max":                          filled,
	"slices.Min":                          filled,
	"slices.MaxFunc":                      filled,
	"slices.MinFunc":                      filled,
	"slices.Chunk":                        upToOf,
	"strings.Builder.Grow":                grows,
	"bytes.Buffer.Grow":                   grows,
	"bytes.Buffer.Truncate":               {bounds: []bounds.Bound{least(arg(1), 0), {X: none, Y: none, C: -1}}, where: "where the length does not lie within the buffer: check it first"},
	"maps.Copy":                           made,
	"maps.Insert":                         made,
	"strconv.FormatInt":                   base,
	"strconv.FormatUint":                  base,
	"math/rand.Perm":                      {bounds: []bounds.Bound{least(arg(0), 0)}, where: "where the number is negative: check it first"},
	"math/rand/v2.Perm":                   {bounds: []bounds.Bound{least(arg(0), 0)}, where: "where the number is negative: check it first"},
	"regexp.MustCompile":                  parses,
	"regexp.MustCompilePOSIX":             parses,
	"os.Exit":                             exits,
	"log.Fatal":                           exits,
	"log.Fatalf":                          exits,
	"log.Fatalln":                         exits,
	"log.Panic":                           exits,
	"log.Panicf":                          exits,
	"log.Panicln":                         exits,
	"runtime.Goexit":                      exits,
	"html/template.Must":                  always,
	"text/template.Must":                  always,
	"net/netip.MustParseAddr":             parses,
	"time.NewTicker":                      upTo,
	"time.Ticker.Reset":                   upToOf,
	"math/rand.Intn":                      upTo,
	"math/rand.Int31n":                    upTo,
	"math/rand.Int63n":                    upTo,
	"math/rand.Rand.Intn":                 upToOf,
	"math/rand.Rand.Int31n":               upToOf,
	"math/rand.Rand.Int63n":               upToOf,
	"math/rand/v2.IntN":                   upTo,
	"math/rand/v2.N":                      upTo,
	"math/rand/v2.Int64N":                 upTo,
	"math/rand/v2.Int32N":                 upTo,
	"math/rand/v2.Uint64N":                upTo,
	"math/rand/v2.Uint32N":                upTo,
	"math/rand/v2.Rand.IntN":              upToOf,
	"math/rand/v2.Rand.Int64N":            upToOf,
	"math/bits.Div":                       {bounds: []bounds.Bound{least(arg(2), 1), {X: arg(0), Y: arg(2), C: -1}}, where: "where the divisor is zero or the quotient does not fit: check them first"},
	"math/bits.Div64":                     {bounds: []bounds.Bound{least(arg(2), 1), {X: arg(0), Y: arg(2), C: -1}}, where: "where the divisor is zero or the quotient does not fit: check them first"},
	"math/bits.Rem":                       {bounds: []bounds.Bound{least(arg(2), 1)}, where: "where the divisor is zero: check it first"},
	"math/bits.Rem64":                     {bounds: []bounds.Bound{least(arg(2), 1)}, where: "where the divisor is zero: check it first"},
	"math/big.Int.Div":                    {where: "where the divisor is zero: check it first"},
	"math/big.Int.Mod":                    {where: "where the divisor is zero: check it first"},
	"math/big.Int.Quo":                    {where: "where the divisor is zero: check it first"},
	"math/big.Int.Rem":                    {where: "where the divisor is zero: check it first"},
	"math/big.Int.DivMod":                 {where: "where the divisor is zero: check it first"},
	"math/big.Int.QuoRem":                 {where: "where the divisor is zero: check it first"},
	"encoding/binary.bigEndian.Uint16":    {bounds: []bounds.Bound{least(length(1), 2)}, where: "where the slice is shorter than 2 bytes: check its length first"},
	"encoding/binary.bigEndian.Uint32":    {bounds: []bounds.Bound{least(length(1), 4)}, where: "where the slice is shorter than 4 bytes: check its length first"},
	"encoding/binary.bigEndian.Uint64":    {bounds: []bounds.Bound{least(length(1), 8)}, where: "where the slice is shorter than 8 bytes: check its length first"},
	"encoding/binary.littleEndian.Uint16": {bounds: []bounds.Bound{least(length(1), 2)}, where: "where the slice is shorter than 2 bytes: check its length first"},
	"encoding/binary.littleEndian.Uint32": {bounds: []bounds.Bound{least(length(1), 4)}, where: "where the slice is shorter than 4 bytes: check its length first"},
	"encoding/binary.littleEndian.Uint64": {bounds: []bounds.Bound{least(length(1), 8)}, where: "where the slice is shorter than 8 bytes: check its length first"},
}
