package judged

import (
	"net/mail"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Loop is the predicate of the essay, by hand.
type Loop struct{}

func (Loop) Holds(s string) bool {
	if len(s) != 3 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}

var _ = Judge[Loop]("abc")
var _ = Judge[Loop]("ABC")
var _ = Judge[Loop]("lmnop")
var _ = Judge[Loop]("jk")
var _ = Judge[Loop]("")
var _ = Judge[Loop]("ab" + "c")

const most = 12

type Words struct{}

func (Words) Holds(s string) bool {
	letters, digits := 0, 0
outer:
	for _, word := range strings.Fields(s) {
		for i, r := range word {
			switch {
			case unicode.IsLetter(r):
				letters++
				fallthrough
			case i > 6:
				if letters > most {
					break outer
				}
			case unicode.IsDigit(r):
				digits += 1
				continue outer
			default:
				return false
			}
		}
	}
	return letters > digits && letters <= most
}

var _ = Judge[Words]("abc def")
var _ = Judge[Words]("éàü 1")
var _ = Judge[Words]("1 2 3 x")
var _ = Judge[Words]("a-b")
var _ = Judge[Words]("abcdefghijklmnopqr")
var _ = Judge[Words]("")

// Runes uses runes, bytes, slices and maps.
type Runes struct{}

func (Runes) Holds(s string) bool {
	seen := map[rune]int{}
	runes := []rune(s)
	for i := range runes {
		seen[runes[i]]++
	}
	if n, ok := seen['z']; ok && n > 1 {
		return false
	}
	reversed := make([]rune, 0, len(runes))
	for i := len(runes) - 1; i >= 0; i-- {
		reversed = append(reversed, runes[i])
	}
	b := []byte(string(reversed))
	b = append(b[:0:0], b...)
	return string(b) == s && seen['a'] == max(1, seen['b']-1)
}

var _ = Judge[Runes]("bab")
var _ = Judge[Runes]("bbabb")
var _ = Judge[Runes]("bbbabbb")
var _ = Judge[Runes]("zaz")
var _ = Judge[Runes]("éaé")
var _ = Judge[Runes]("\xff")

// Helped calls functions of its package, recursion and closures.
type Helped struct{}

func (h Helped) Holds(s string) bool {
	limit := h.limit()
	short := func(n int) bool { limit++; return n < limit }
	return balanced(s, 0) && short(len(s)) && limit == 9 && slices.ContainsFunc([]byte(s), func(b byte) bool { return b == '(' })
}

func (Helped) limit() int { return 8 }

func balanced(s string, depth int) bool {
	if s == "" {
		return depth == 0
	}
	switch s[0] {
	case '(':
		return balanced(s[1:], depth+1)
	case ')':
		return depth > 0 && balanced(s[1:], depth-1)
	}
	return balanced(s[1:], depth)
}

var _ = Judge[Helped]("(())")
var _ = Judge[Helped]("(()")
var _ = Judge[Helped](")(")
var _ = Judge[Helped]("(((())))")
var _ = Judge[Helped]("abc")

// Panicky panics on the empty text.
type Panicky struct{}

func (Panicky) Holds(s string) bool { return s[0] == 'a' && s[1:2] != "b" }

var _ = Judge[Panicky]("")
var _ = Judge[Panicky]("a")
var _ = Judge[Panicky]("ac")
var _ = Judge[Panicky]("b")

var (
	hexes   = regexp.MustCompile(`^[0-9a-f]{4}$`)
	allowed = []string{"red", "green"}
	states  = map[string]bool{"on": true, "off": true, "broken": false}
)

type Library struct{}

func (Library) Holds(s string) bool {
	if kind, rest, ok := strings.Cut(s, ":"); ok {
		switch kind {
		case "hex":
			return hexes.MatchString(rest)
		case "ip":
			a, err := netip.ParseAddr(rest)
			return err == nil && a.Is4() && !a.IsLoopback()
		case "url":
			u, err := url.Parse(rest)
			return err == nil && u.Scheme == "https" && u.Host != ""
		case "time":
			d, err := time.ParseDuration(rest)
			return err == nil && d < 2*time.Minute && d.Seconds() > 1
		case "int":
			n, err := strconv.Atoi(rest)
			return err == nil && n%2 == 0
		case "mail":
			a, err := mail.ParseAddress(rest)
			return err == nil && a.Name == ""
		}
		return false
	}
	return slices.Contains(allowed, s) || states[s] || strings.IndexFunc(s, unicode.IsUpper) == 2 || utf8.RuneCountInString(s) == 7
}

var _ = Judge[Library]("hex:00ff")
var _ = Judge[Library]("hex:00fg")
var _ = Judge[Library]("ip:10.0.0.1")
var _ = Judge[Library]("ip:127.0.0.1")
var _ = Judge[Library]("ip:::1")
var _ = Judge[Library]("ip:x")
var _ = Judge[Library]("url:https://a.example/b")
var _ = Judge[Library]("url:http://a.example/b")
var _ = Judge[Library]("url::")
var _ = Judge[Library]("time:90s")
var _ = Judge[Library]("time:1ms")
var _ = Judge[Library]("time:3h")
var _ = Judge[Library]("int:12")
var _ = Judge[Library]("int:13")
var _ = Judge[Library]("int:x")
var _ = Judge[Library]("mail:a@b.example")
var _ = Judge[Library]("mail:A <a@b.example>")
var _ = Judge[Library]("mail:A")
var _ = Judge[Library]("what:A")
var _ = Judge[Library]("red")
var _ = Judge[Library]("on")
var _ = Judge[Library]("broken")
var _ = Judge[Library]("abC")
var _ = Judge[Library]("aBc")
var _ = Judge[Library]("sevente")
var _ = Judge[Library]("sévente")

// Seq ranges over an iterator, over numbers, and leaves from within.
type Seq struct{}

func (Seq) Holds(s string) bool {
	total := 0
	for part := range strings.SplitSeq(s, ",") {
		if part == "stop" {
			break
		}
		if part == "no" {
			return false
		}
		for range len(part) {
			total++
		}
	}
	for i := range 3 {
		total += i
	}
	funcs := []func() int{}
	for i := 0; i < 3; i++ {
		funcs = append(funcs, func() int { return i })
	}
	for _, f := range funcs {
		total += f()
	}
	return total == 10
}

var _ = Judge[Seq]("ab,cd")
var _ = Judge[Seq]("ab,cd,stop,efgh")
var _ = Judge[Seq]("ab,cd,no")
var _ = Judge[Seq]("abc,cd")
