package kube

import (
	"math/big"
	"regexp"
	"strconv"
)

var quantityForm = regexp.MustCompile(`^([0-9]+\.?[0-9]*|\.[0-9]+)(?:([KMGTPE]i|[mkMGTPE])|[eE]([+-]?[0-9]{1,2}))?$`)

var units = map[string]int64{"": 1, "m": 1, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18,
	"Ki": 1 << 10, "Mi": 1 << 20, "Gi": 1 << 30, "Ti": 1 << 40, "Pi": 1 << 50, "Ei": 1 << 60}

// quantity reads a quantity as Kubernetes writes it: 128Mi, 1G, 1.5Gi, 1e9. What is left of a byte is a whole one.
func quantity(text string) (bytes int, ok bool) {
	m := quantityForm.FindStringSubmatch(text)
	if m == nil {
		return 0, false
	}
	number := m[1]
	if m[3] != "" {
		number += "e" + m[3]
	}
	r, ok := new(big.Rat).SetString(number)
	if !ok {
		return 0, false
	}
	r.Mul(r, new(big.Rat).SetInt64(units[m[2]]))
	if m[2] == "m" {
		r.Quo(r, big.NewRat(1000, 1))
	}
	up := new(big.Int).Add(r.Num(), new(big.Int).Sub(r.Denom(), big.NewInt(1)))
	up.Quo(up, r.Denom())
	return int(up.Int64()), up.IsInt64() && strconv.IntSize == 64
}
