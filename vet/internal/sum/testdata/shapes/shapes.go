// Package shapes has types that are sums, and types that look like them.
package shapes

type Msg interface{ isMsg() }

type (
	Ping   struct{}
	Pong   struct{}
	bell   struct{}
	Lonely struct{}
)

func (Ping) isMsg()  {}
func (*Pong) isMsg() {}
func (bell) isMsg()  {}

// Signed embeds the sum, and so is a variant.
type Signed struct{ Msg }

// Request is a narrower one.
type Request interface {
	Msg
	request()
}

func (Ping) request() {}

type Work interface{ work() int }

type Digger struct{}

func (Digger) work() int { return 1 }

type Tree[T any] interface{ tree(T) }

type Leaf[T any] struct{}

func (Leaf[T]) tree(T) {}

type Empty interface{ none() }

type Open interface{ Name() string }

type Server interface {
	Serve()
	mustEmbedUnimplementedServer()
}

type Unimplemented struct{}

func (Unimplemented) Serve()                        {}
func (Unimplemented) mustEmbedUnimplementedServer() {}

type Switch struct{ v uint8 }

var (
	Off   Switch
	On    = Switch{1}
	Begin = Off
)

type Celsius struct{ v int }

var (
	Freezing = Celsius{0}
	Boiling  = Celsius{100}
)

func Degrees(n int) Celsius { return Celsius{n} }

type Colour struct{ name string }

func Red() Colour  { return Colour{"red"} }
func Blue() Colour { return Colour{"blue"} }

type Phase uint8

const (
	Waiting Phase = iota
	Done
	maxPhase
)

type Mode uint8

const (
	Read Mode = 1 << iota
	Write
)

type Size int

const (
	Small Size = 10
	Large Size = 20
)

type Point struct{ x, y int }

var Origin = Point{}

type fields struct {
	msg     Msg          // want `^sum Msg marker=true: Ping \*Pong bell\+pointed Signed$`
	request Request      // want `^sum Request marker=true: Ping$`
	work    Work         // want `^sum Work marker=false: Digger$`
	tree    Tree[string] // want `^sum Tree marker=true: Leaf\+generic$`
	lit     Switch       // want `^enum Switch closed=true: Off=0 On=1 Begin=0$`
	colour  Colour       // want `^enum Colour closed=true: Red="red" Blue="blue"$`
	phase   Phase        // want `^enum Phase closed=false: Waiting=0 Done=1$`

	empty   Empty
	open    Open
	server  Server
	celsius Celsius
	mode    Mode
	size    Size
	point   Point
	lonely  Lonely
}

func parameter[M Msg](m M) {} // want `sum Msg` `sum Msg`

var _ = []any{fields{}, &bell{}, maxPhase, Unimplemented{}, parameter[Ping]}
