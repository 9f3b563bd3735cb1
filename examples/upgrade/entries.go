package upgrade

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// The entries of versions, each with the fields that its class is about. For the rest an order is the usual one.

// sum is what most old versions have.
type sum struct {
	Cents int `json:"cents"`
}

func (sum) Of(o Order) sum { return sum{o.Cents} }
func (e sum) Order() Order { return cents(e.Cents) }

func cents(n int) Order {
	o := Usual
	o.Cents = n
	return o
}

// sum2 is sum in a new version.
type sum2 struct {
	Cents int `json:"cents"`
}

func (sum2) Of(o Order) sum2 { return sum2{o.Cents} }
func (e sum2) Order() Order  { return cents(e.Cents) }

// 1: Region is new. located relies on it; homed knows what it means where it is not there.
type (
	located struct {
		Cents  int    `json:"cents"`
		Region string `json:"region"`
	}
	homed struct {
		Cents  int    `json:"cents"`
		Region string `json:"region"`
	}
)

func (located) Of(o Order) located { return located{o.Cents, o.Region} }
func (e located) Order() Order     { return in(cents(e.Cents), e.Region) }
func (homed) Of(o Order) homed     { return homed{o.Cents, o.Region} }
func (e homed) Order() Order {
	if e.Region == "" {
		return in(cents(e.Cents), "home")
	}
	return in(cents(e.Cents), e.Region)
}

func in(o Order, region string) Order {
	o.Region = region
	return o
}

// 2: Cents is called Amount. twoNames writes both, and reads either.
type (
	amount struct {
		Amount int `json:"amount"`
	}
	twoNames struct {
		Cents  int `json:"cents"`
		Amount int `json:"amount"`
	}
)

func (amount) Of(o Order) amount     { return amount{o.Cents} }
func (e amount) Order() Order        { return cents(e.Amount) }
func (twoNames) Of(o Order) twoNames { return twoNames{o.Cents, o.Cents} }
func (e twoNames) Order() Order {
	if e.Amount == 0 {
		return cents(e.Cents)
	}
	return cents(e.Amount)
}

// 3: Days is gone, and Tries has its number, or a new one.
type (
	lasting struct {
		Cents int `n:"2"`
		Days  int `n:"3,default=30"`
	}
	tried struct {
		Cents int `n:"2"`
		Tries int `n:"3"`
	}
	triedAnew struct {
		Cents int `n:"2"`
		Tries int `n:"4"`
	}
)

func (lasting) Of(o Order) lasting     { return lasting{o.Cents, o.Days} }
func (e lasting) Order() Order         { return days(cents(e.Cents), e.Days) }
func (tried) Of(o Order) tried         { return tried{o.Cents, 5} }
func (e tried) Order() Order           { return cents(e.Cents) }
func (triedAnew) Of(o Order) triedAnew { return triedAnew{o.Cents, 5} }
func (e triedAnew) Order() Order       { return cents(e.Cents) }

func days(o Order, n int) Order {
	o.Days = n
	return o
}

// 4: there is a third kind, which the new version writes at once, or only reads until all nodes know it.
type (
	kind   int // credit, debit
	kind2  int // credit, debit, instant debit
	kinded struct {
		Kind kind `n:"4"`
	}
	instant struct {
		Kind kind2 `n:"4"`
	}
	cautious struct {
		Kind kind2 `n:"4"`
	}
)

func (k kind) known() bool  { return k >= 0 && k <= 1 }
func (k kind2) known() bool { return k >= 0 && k <= 2 }

func (kinded) Of(o Order) kinded     { return kinded{kind(number(o))} }
func (e kinded) Order() Order        { return ofKind(int(e.Kind)) }
func (instant) Of(o Order) instant   { return instant{2 * kind2(number(o))} }
func (e instant) Order() Order       { return ofKind(int(e.Kind)) }
func (cautious) Of(o Order) cautious { return cautious{kind2(number(o))} }
func (e cautious) Order() Order      { return ofKind(int(e.Kind)) }

func number(o Order) int {
	if o.Kind == "credit" {
		return 0
	}
	return 1
}

func ofKind(n int) Order {
	o := Usual
	if o.Kind = "credit"; n > 0 {
		o.Kind = "debit"
	}
	return o
}

// 5: what is not written means 30 days, and then 7. always still means 30, and always writes it.
type (
	thirty struct {
		Days int `n:"3,default=30"`
	}
	seven struct {
		Days int `n:"3,default=7"`
	}
	always struct {
		Days int `n:"3,default=30,always"`
	}
)

func (thirty) Of(o Order) thirty { return thirty{o.Days} }
func (e thirty) Order() Order    { return days(Usual, e.Days) }
func (seven) Of(o Order) seven   { return seven{o.Days} }
func (e seven) Order() Order     { return days(Usual, e.Days) }
func (always) Of(o Order) always { return always{o.Days} }
func (e always) Order() Order    { return days(Usual, e.Days) }

// 6: Cents is a text. alsoText has the text beside the number.
type (
	texted struct {
		Cents string `json:"cents"`
	}
	alsoText struct {
		Cents  int    `json:"cents"`
		Amount string `json:"amount"`
	}
)

func (texted) Of(o Order) texted     { return texted{dollarText(o.Cents)} }
func (e texted) Order() Order        { return cents(centsOf(e.Cents)) }
func (alsoText) Of(o Order) alsoText { return alsoText{o.Cents, dollarText(o.Cents)} }
func (e alsoText) Order() Order {
	if e.Amount == "" {
		return cents(e.Cents)
	}
	return cents(centsOf(e.Amount))
}

func dollarText(n int) string { return fmt.Sprintf("%d.%02d", n/100, n%100) }

func centsOf(text string) int {
	n, err := strconv.Atoi(strings.Replace(text, ".", "", 1))
	if err != nil {
		return 0
	}
	return n
}

// 7: Region is required, and then it is no longer there; or it is required for ever.
type (
	regional struct {
		Cents  int    `n:"2"`
		Region string `n:"5,required"`
	}
	unbound struct {
		Cents int `n:"2"`
	}
	forEver struct {
		Cents  int    `n:"2"`
		Region string `n:"5,required"`
	}
)

func (regional) Of(o Order) regional { return regional{o.Cents, o.Region} }
func (e regional) Order() Order      { return in(cents(e.Cents), e.Region) }
func (unbound) Of(o Order) unbound   { return unbound{o.Cents} }
func (e unbound) Order() Order       { return cents(e.Cents) }
func (forEver) Of(o Order) forEver   { return forEver{o.Cents, "home"} }
func (e forEver) Order() Order       { return cents(e.Cents) }

// 8: Amount is in cents, and then in dollars. inBoth has a new name for the new unit.
type (
	inCents struct {
		Amount int `json:"amount" unit:"cents"`
	}
	inDollars struct {
		Amount int `json:"amount" unit:"dollars"`
	}
	inBoth struct {
		Amount  int `json:"amount" unit:"cents"`
		Dollars int `json:"dollars"`
	}
)

func (inCents) Of(o Order) inCents     { return inCents{o.Cents} }
func (e inCents) Order() Order         { return cents(e.Amount) }
func (inDollars) Of(o Order) inDollars { return inDollars{o.Cents / 100} }
func (e inDollars) Order() Order       { return cents(e.Amount * 100) }
func (inBoth) Of(o Order) inBoth       { return inBoth{o.Cents, o.Cents / 100} }
func (e inBoth) Order() Order {
	if e.Dollars == 0 {
		return cents(e.Amount)
	}
	return cents(e.Dollars * 100)
}

// 10 and 11: the new version gives each order an expiry. keeping is an old version that keeps what it does not know.
type (
	expiring struct {
		Cents   int `json:"cents"`
		Expires int `json:"expires,omitempty"`
	}
	keeping struct {
		Cents   int
		Unknown map[string]string // the JSON of each
	}
)

func (expiring) Of(o Order) expiring { return expiring{o.Cents, 7} }
func (e expiring) Order() Order {
	o := cents(e.Cents)
	o.Expires = e.Expires
	return o
}

func (keeping) Of(o Order) keeping { return keeping{Cents: o.Cents} }
func (e keeping) Order() Order     { return cents(e.Cents) }

// MarshalJSON writes what was not known as it was.
func (e keeping) MarshalJSON() ([]byte, error) {
	all := map[string]json.RawMessage{"cents": json.RawMessage(strconv.Itoa(e.Cents))}
	for name, text := range e.Unknown {
		all[name] = json.RawMessage(text)
	}
	return json.Marshal(all)
}

// UnmarshalJSON keeps what is not known.
func (e *keeping) UnmarshalJSON(text []byte) error {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(text, &all); err != nil {
		return err
	}
	*e = keeping{}
	for name, value := range all {
		if name == "cents" {
			if err := json.Unmarshal(value, &e.Cents); err != nil {
				return err
			}
			continue
		}
		if e.Unknown == nil {
			e.Unknown = map[string]string{}
		}
		e.Unknown[name] = string(value)
	}
	return nil
}
