package tidy

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

const (
	architecture         = "ARCHITECTURE.md"
	architectureLinesMax = 250
)

// architectureIsShort keeps the map smaller than the country.
func architectureIsShort(h *house) (complaints []string) {
	for _, f := range h.pages() {
		if f.path == architecture && f.lines() > architectureLinesMax {
			complaints = append(complaints, fmt.Sprintf("%s: %d lines, at most %d are allowed", f.path, f.lines(), architectureLinesMax))
		}
	}
	return complaints
}

// linked is [text](target) and ![text](target). Code is taken out before.
var (
	linked = regexp.MustCompile(`\]\(([^()\s]+)\)`)
	fenced = regexp.MustCompile("(?ms)^```.*?^```$|^ {4}.*?$")
	inline = regexp.MustCompile("`[^`\n]*`")
)

// linksResolve wants a file behind every link to one, and a heading behind every fragment of a link to a page.
func linksResolve(h *house) (complaints []string) {
	for _, f := range h.pages() {
		text := inline.ReplaceAllString(fenced.ReplaceAllString(string(f.source), ""), "")
		for _, match := range linked.FindAllStringSubmatch(text, -1) {
			if strings.Contains(match[1], ":") {
				continue // another place
			}
			target, fragment, _ := strings.Cut(match[1], "#")
			to := path.Join(f.dir, target)
			if target == "" {
				to = f.path
			}
			if !h.exists(to) {
				complaints = append(complaints, fmt.Sprintf("%s: the link to %s leads nowhere", f.path, match[1]))
			} else if fragment != "" && !h.heading(to, fragment) {
				complaints = append(complaints, fmt.Sprintf("%s: %s has no heading for #%s", f.path, to, fragment))
			}
		}
	}
	return complaints
}

func (h *house) exists(p string) bool {
	_, err := fs.Stat(h.root, p)
	return err == nil
}

// heading says whether a page has a heading that is linked to by fragment.
func (h *house) heading(page, fragment string) bool {
	source, err := fs.ReadFile(h.root, page)
	if err != nil {
		return false
	}
	for line := range strings.Lines(string(source)) {
		if title, ok := strings.CutPrefix(strings.TrimLeft(line, "#"), " "); ok && strings.HasPrefix(line, "#") && slug(title) == fragment {
			return true
		}
	}
	return false
}

// slug is what a forge makes of a heading: lower case, blanks to dashes, and nothing else but letters, digits, dashes and underscores.
func slug(title string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-', r == '_', r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return -1
	}, strings.ToLower(strings.TrimSpace(title)))
}
