package refine

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	// shownBytesMax limits how much of a wrong value is repeated in a message.
	shownBytesMax = 64
	// saidBytesMax limits how much of another package's error is, which may repeat the value too.
	saidBytesMax = 256
)

// shown is v for messages: texts quoted, and shortened to shownBytesMax.
//
//assay:ignore pure it reads types and values for a text that depends on nothing else
//assay:ignore deterministic what it prints of a value is its own text
//assay:ignore total it makes the text of a panic or of an issue, from what is there
func shown(v any) string {
	rv := reflect.ValueOf(v)
	if rv.Kind() == reflect.String {
		s := rv.String()
		short := shortened(s, shownBytesMax)
		if short == s {
			return strconv.Quote(s)
		}
		return fmt.Sprintf("%s... (%d bytes)", strconv.Quote(short), len(s))
	}
	return cut(fmt.Sprintf("%v", v), shownBytesMax)
}

// cut is s, or its first bytes and three points.
func cut(s string, bytesMax int) string {
	if short := shortened(s, bytesMax); short != s {
		return short + "..."
	}
	return s
}

// shortened is s, or its first bytes without half a character at the end.
func shortened(s string, bytesMax int) string {
	if len(s) <= bytesMax {
		return s
	}
	end := bytesMax
	for back := 0; back < utf8.UTFMax && !utf8.RuneStart(s[end]); back++ {
		end--
	}
	return s[:end]
}

// withArticle is a name with a or an before it.
func withArticle(name string) string {
	if strings.HasPrefix(name, "u") || !strings.ContainsAny(name[:1], "aeioAEIO") {
		return "a " + name // a uint
	}
	return "an " + name
}

// items is a number of items in words.
func items(n int) string {
	if n == 1 {
		return "1 item"
	}
	return strconv.Itoa(n) + " items"
}
