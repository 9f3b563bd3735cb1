// Package mapconcat is bad: the digest is a concatenation in map order (map order, string concatenation).
package mapconcat

// Digest is a text that is equal for equal configurations.
//
//assay:pure
func Digest(config map[string]string) string {
	text := ""
	for key, value := range config { // HERE
		text += key + "=" + value + ";"
	}
	return text
}
