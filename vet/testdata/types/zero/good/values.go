package good

import (
	"encoding/json"
	"errors"
	"sync"

	"github.com/assay-dev/assay/refine"
	"github.com/assay-dev/assay/vet/testdata/types/zero/good/other"
)

var (
	abc     = refine.Must[ID]("abc")
	account = refine.Must[other.Account]("12345678")
)

// Zeros that are right.
var (
	none     refine.Option[ID]
	note0    Note
	level0   Level
	position other.Switch
	ids      []ID
	byID     map[ID]Line
	pointer  *Order
	handler  func(ID) ID
	message  Msg
	incoming chan ID
	absent   refine.Field[ID]
	quality  refine.Quality
	empty    refine.Store[users, ID]
)

type users struct{}

func declared() (refine.Option[ID], Note, Level, other.Switch) {
	var option refine.Option[ID]
	var words Note
	var height Level
	var position other.Switch
	return option, words, height, position
}

func literals() []any {
	return []any{
		refine.Option[ID]{},
		refine.None[ID](),
		Note{},
		[4]Note{},
		[]ID{},
		map[string]ID{},
		map[ID]Order{abc: {ID: abc}},
		other.Switch{},
		[2]*Order{},
		[2]refine.Option[ID]{},
		struct{ ID *ID }{},
		[0]ID{},
	}
}

func filled() ([]Order, other.Transfer, [2]ID, [3]ID) {
	orders := []Order{
		{ID: abc},
		{abc, nil, refine.None[ID](), nil},
		{Lines: []Line{{Item: abc}}, ID: abc},
	}
	transfer := other.Transfer{From: account, To: account}
	return orders, transfer, [...]ID{1: abc, 0: abc}, [3]ID{abc, abc, abc}
}

func made(n int) (all []any) {
	empty := make([]ID, 0, n)
	zero := make([]ID, 0)
	notes := make([]Note, n)
	options := make([]refine.Option[ID], n)
	pointers := make([]*ID, n)
	lists := make([][]ID, n)
	set := make(map[ID]struct{}, n)
	byName := make(map[string]ID)
	queue := make(chan ID, n)
	return append(all, empty, zero, notes, options, pointers, lists, set, byName, queue, new([]ID), new(Note), new(State), new(sync.Mutex))
}

func collected(lines []Line) []ID {
	var found []ID
	for _, line := range lines {
		found = append(found, line.Item)
	}
	return found
}

func looked(byName map[string]ID, counts map[ID]int, lists map[string][]ID, options map[string]refine.Option[ID], pointers map[string]*Order) (refine.Option[ID], int) {
	id, ok := byName["bob"]
	if !ok {
		return options["bob"], counts[abc] + len(lists["bob"])
	}
	if _, known := byName["eve"]; known {
		counts[id]++
	}
	if pointers["bob"] == nil {
		byName["bob"] = abc
	}
	delete(byName, "eve")
	for name, each := range byName {
		lists[name] = append(lists[name], each)
	}
	return refine.Some(id), len(byName)
}

func named(m map[string]ID) (id refine.Option[ID], ids []ID, err error) {
	if len(m) == 0 {
		return
	}
	err = errors.New("too many")
	return
}

func set(text string) (id ID) {
	id = refine.Parse[ID](text).Or(abc)
	return
}

// wire is what comes from outside: nothing in it is refined.
type wire struct {
	ID   *string `json:"id"`
	Note string  `json:"note"`
}

func decoded(data []byte) refine.Option[ID] {
	var w wire
	if err := json.Unmarshal(data, &w); err != nil || w.ID == nil {
		return refine.None[ID]()
	}
	return refine.Parse[ID](*w.ID)
}

// form is an untrusted form whose fields are all optional.
type form struct {
	ID refine.Field[string]
}

func parsed(data []byte) (refine.Option[Order], error) {
	var f form
	if err := json.Unmarshal(data, &f); err != nil {
		return refine.None[Order](), err
	}
	text, ok := f.ID.Get()
	if !ok {
		return refine.None[Order](), nil
	}
	id, ok := refine.Parse[ID](text).Get()
	if !ok {
		return refine.Option[Order]{}, nil
	}
	return refine.Some(Order{ID: id}), nil
}

func encoded(order Order) ([]byte, error) { return json.Marshal(order) }

func zeroOf[T any]() T {
	var z T
	return z
}

func instantiated() (Note, []ID, *Order) { return zeroOf[Note](), zeroOf[[]ID](), zeroOf[*Order]() }

func guarded() ID {
	var mu sync.Mutex
	mu.Lock()
	defer mu.Unlock()
	id := abc
	return id
}
