package predicate

// Code is what is needed to evaluate some functions elsewhere than where they are written: their bodies, and everything of
// their package that the bodies refer to. Names are whole ("example.com/ids.Lower3.Holds"), so that codes of many packages can
// be laid together. A part that cannot be evaluated is a node that says so: it matters only where it is reached.
type Code struct {
	Shapes []Shape
	Funcs  []Func // by name
	Vars   []Var  // by name
	Linked []Code // of other packages, as they stood in their facts
}

// AFact marks Code as the fact of an object: a predicate's type, a rule, a function that makes rules.
func (*Code) AFact() {}

func (*Code) String() string { return "can be evaluated" }

// Func is one function or method. Its receiver is its first parameter.
type Func struct {
	Name     string
	Params   []int // slots
	Results  []int // slots of named results
	ByRef    bool  // the receiver is a pointer
	Returns  []int // shapes
	Variadic bool
	Rest     int // the shape of a variadic parameter, a slice
	Body     Node
}

// Var is one package-level variable that nothing of its package writes.
type Var struct {
	Name  string
	Shape int
	Init  Node
}

// Shape is a type, as far as evaluation needs it: names remain only as a way to methods.
type Shape struct {
	Kind     string // of shapes below
	Name     string // of a named or native type
	Len      int    // of an array; the number of parameters of a func; the index of a type parameter
	Elems    []int  // element; key and element; fields; the underlying type and the type arguments; parameters and results
	Variadic bool
	Why      string // of an opaque type: why it cannot be evaluated
}

// The kinds of shapes beside those of basic types, which are called by their names.
const (
	shapeSlice   = "slice"
	shapeArray   = "array"
	shapeMap     = "map"
	shapeStruct  = "struct"
	shapePointer = "pointer"
	shapeFunc    = "func"
	shapeNamed   = "named"  // a type with a name, of any package that is analysed
	shapeNative  = "native" // a type of the standard library
	shapeParam   = "param"  // a type parameter
	shapeRule    = "rule"   // refine.Rule
	shapeOpaque  = "opaque" // anything else
)

// Node is one expression or statement.
type Node struct {
	Op    string
	Text  string // a constant, an operator, a name, a label, a reason
	Shape int    // the type of the value
	N     int    // a slot, the index of a field, a flag
	Slots []int  // slots, indices of fields and elements, type arguments
	Kids  []Node
}

// The operations. Kids are in the order of the comment.
const (
	opNone   = ""       // nothing: an absent part
	opUnread = "unread" // Text says why it cannot be evaluated

	opConst     = "const"     // Text
	opLocal     = "local"     // N
	opGlobal    = "global"    // Text
	opZero      = "zero"      // the zero value of Shape
	opAnd       = "&&"        // left, right
	opOr        = "||"        // left, right
	opNot       = "not"       // operand
	opUnary     = "unary"     // Text; operand
	opBinary    = "binary"    // Text; left, right
	opCompare   = "compare"   // Text; left, right
	opIsNil     = "isnil"     // operand
	opConvert   = "convert"   // operand
	opIndex     = "index"     // indexed, index
	opIndexOK   = "indexok"   // a map, key
	opSlice     = "slice"     // sliced, low, high, max
	opField     = "field"     // N, or Text for a native type; struct or pointer
	opDeref     = "deref"     // pointer
	opAddr      = "addr"      // operand
	opStruct    = "struct"    // Slots are the fields; values
	opList      = "list"      // Slots are the indices, N the length; values
	opMap       = "map"       // key, value, key, value
	opClosure   = "closure"   // Slots are the parameters, N the number of named results at their end; body
	opFuncRef   = "funcref"   // Text, Slots are type arguments
	opNativeRef = "nativeref" // Text
	opCall      = "call"      // Text, Slots are type arguments, N is 1 with a spread last argument; arguments
	opMethod    = "method"    // Text; a receiver whose type is a type parameter, arguments
	opDynamic   = "dynamic"   // N as of call; function, arguments
	opNative    = "native"    // Text, N as of call; arguments
	opNativeOn  = "nativeon"  // Text is a method of a native type; receiver, arguments
	opRule      = "rule"      // Text is a function of package refine; arguments
	opRuleOn    = "ruleon"    // Text is a method of a rule; receiver, arguments
	opBuiltin   = "builtin"   // Text, N as of call; arguments

	opBlock       = "block"       // statements
	opExpr        = "expr"        // expression
	opDeclare     = "declare"     // Slots; values, or none for zeros; Shape for zeros
	opAssign      = "assign"      // N targets, then values
	opUpdate      = "update"      // Text; target, operand
	opIf          = "if"          // init, condition, then, else
	opFor         = "for"         // Text is a label, Slots are per round; init, condition, post, body
	opRange       = "range"       // Text is a label, Slots are declared (-1 for none), N is 1 for assigned targets; ranged, body, key, value
	opSwitch      = "switch"      // Text is a label; init, tag, clauses
	opClause      = "clause"      // N is 1 for the default, Slots[0] is the number of conditions; conditions, then a body
	opReturn      = "return"      // values
	opBreak       = "break"       // Text
	opContinue    = "continue"    // Text
	opFallthrough = "fallthrough" //
	opLabeled     = "labeled"     // Text; statement
)
