package explore

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/assay-dev/assay/internal/diagram"
	"github.com/assay-dev/assay/internal/walk"
)

// canned answers everything with one behaviour, unless it is gone.
type canned struct{ gone bool }

var errGone = errors.New("gone")

func (c *canned) Ask(_ context.Context, q walk.Ask) ([]byte, error) {
	if c.gone {
		return nil, errGone
	}
	return json.Marshal(walk.Answer{Behaviour: &diagram.Behaviour{Name: q.Behaviour, Lanes: []string{"</script><script>alert(1)</script>"}}})
}

// served is a page of one system whose Askers are made by open.
func served(t *testing.T, open func() (Asker, error)) (*Server, *httptest.Server) {
	t.Helper()
	here := httptest.NewUnstartedServer(nil)
	s := New(Page{Package: "./lock", Systems: []System{{Name: "lock", Sort: "check"}}, Begin: "lock@k3f9:0.0",
		Open: func(context.Context, int) (Asker, error) { return open() },
		Gone: func(err error) bool { return errors.Is(err, errGone) }}, here.Listener.Addr())
	here.Config.Handler = s
	here.Start()
	t.Cleanup(here.Close)
	return s, here
}

func plain() (Asker, error) { return &canned{}, nil }

// call makes one request, with headers of the form "Name: value"; "Host: x" sets the host.
func call(t *testing.T, method, url, body string, headers ...string) (status int, text string, header http.Header) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
		if name == "Host" {
			r.Host = value
		}
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	all, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(all), answer.Header
}

// TestAdmit: nothing is told without the token, under another name of this host, or to another page.
func TestAdmit(t *testing.T) {
	s, here := served(t, plain)
	base, _, _ := strings.Cut(s.Address(), "#")
	if !strings.HasPrefix(base, here.URL+"/") || len(base) < len(here.URL)+20 || !strings.HasSuffix(s.Address(), "#lock@k3f9:0.0") {
		t.Fatalf("the address is %s", s.Address())
	}
	port := here.URL[strings.LastIndexByte(here.URL, ':'):]
	other := strings.Replace(base, "127.0.0.1", "localhost", 1)
	for _, c := range []struct {
		url     string
		headers []string
		want    int
	}{
		{base, nil, 200},
		{other, nil, 200},
		{base + "explore.js", nil, 200},
		{base + "explore.css", []string{"Sec-Fetch-Site: same-origin"}, 200},
		{base + "api/page", []string{"Origin: " + here.URL}, 200},
		{base, []string{"Sec-Fetch-Site: none"}, 200},
		{here.URL + "/", nil, 403},
		{here.URL + "/api/page", nil, 403},
		{strings.TrimSuffix(base, "/")[:len(base)-3] + "/api/page", nil, 403},
		{here.URL + "/favicon.ico", nil, 403},
		{base + "api/page", []string{"Origin: https://example.com"}, 403},
		{base + "api/page", []string{"Origin: null"}, 403},
		{base + "api/page", []string{"Origin: http://127.0.0.1:1"}, 403},
		{base + "api/page", []string{"Origin: https://127.0.0.1" + port}, 403},
		{base + "explore.js", []string{"Sec-Fetch-Site: cross-site"}, 403},
		{base + "explore.js", []string{"Sec-Fetch-Site: same-site"}, 403},
		{base, []string{"Host: evil.example" + port}, 421},
		{base, []string{"Host: 127.0.0.1:1"}, 421},
		{base + "nothing", nil, 404},
		{base + "../etc/passwd", nil, 404},
	} {
		status, text, _ := call(t, "GET", c.url, "", c.headers...)
		if status != c.want {
			t.Errorf("%s %v: status %d, expected %d", c.url, c.headers, status, c.want)
		}
		if status != 200 && strings.Contains(text, "lock") {
			t.Errorf("%s %v tells %q", c.url, c.headers, text)
		}
	}
}

// TestHeaders: the page may load nothing from elsewhere, and no other page may frame it or learn its address.
func TestHeaders(t *testing.T) {
	s, here := served(t, plain)
	for _, url := range []string{s.Address(), here.URL + "/"} {
		_, _, h := call(t, "GET", url, "")
		policy := h.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: the policy %q lacks %s", url, policy, want)
			}
		}
		if strings.Contains(policy, "unsafe") || h.Get("Referrer-Policy") != "no-referrer" || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: %v", url, h)
		}
	}
	if other, _ := served(t, plain); other.token == s.token || len(s.token) < 20 {
		t.Errorf("two pages have the token %s", s.token)
	}
}

// TestAsk: a page may ask about behaviours, and for no file and no end.
func TestAsk(t *testing.T) {
	s, _ := served(t, plain)
	base, _, _ := strings.Cut(s.Address(), "#")
	for body, want := range map[string]string{
		`{"system":0,"ask":{"what":"see","behaviour":"lock:"}}`: "",
		`{"system":1,"ask":{"what":"see"}}`:                     "there is no system 1",
		`{"system":-1,"ask":{"what":"see"}}`:                    "there is no system -1",
		`{"system":0,"ask":{"what":"end"}}`:                     "may not ask",
		`{"system":0,"ask":{"what":"see","trace":"x"}}`:         "may not ask",
		`{"system":0`: "no JSON",
		`{"system":0,"ask":{"what":"see","behaviour":"` + strings.Repeat("1.", questionLenMax) + `"}}`: "too large",
	} {
		status, text, h := call(t, "POST", base+"api/ask", body)
		var a walk.Answer
		if err := json.Unmarshal([]byte(text), &a); status != 200 || err != nil || h.Get("Content-Type") != "application/json" {
			t.Fatalf("%.80s: %d %v %s", body, status, err, text)
		}
		if (a.Error == "") != (want == "") || !strings.Contains(a.Error, want) {
			t.Errorf("%.80s: %q, expected %q", body, a.Error, want)
		}
	}
	if status, _, _ := call(t, "GET", base+"api/ask", ""); status != http.StatusMethodNotAllowed {
		t.Errorf("a question by GET has status %d", status)
	}
	if _, text, _ := call(t, "POST", base+"api/ask", `{"system":0,"ask":{"what":"see"}}`); strings.Contains(text, "<") {
		t.Errorf("a lane's name is not escaped in %s", text)
	}
}

// TestGone: after a test binary died the next question has another one.
func TestGone(t *testing.T) {
	opened := 0
	s, _ := served(t, func() (Asker, error) { opened++; return &canned{gone: opened == 1}, nil })
	base, _, _ := strings.Cut(s.Address(), "#")
	ask := func() string {
		_, text, _ := call(t, "POST", base+"api/ask", `{"system":0,"ask":{"what":"see"}}`)
		return text
	}
	if first, second := ask(), ask(); !strings.Contains(first, "gone") || strings.Contains(second, "error") || opened != 2 {
		t.Errorf("first %s, then %s, of %d askers", first, second, opened)
	}
	failing, _ := served(t, func() (Asker, error) { return nil, errors.New("does not build") })
	base, _, _ = strings.Cut(failing.Address(), "#")
	if text := ask(); !strings.Contains(text, "does not build") {
		t.Errorf("%s", text)
	}
}

// TestServe listens on the loopback interface alone, and ends when it is told to.
func TestServe(t *testing.T) {
	listener, err := Listen(0)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(listener.Addr().String(), "127.0.0.1:") {
		t.Errorf("it listens on %s", listener.Addr())
	}
	ctx, cancel := context.WithCancel(t.Context())
	s := New(Page{Systems: []System{{Name: "lock"}}}, listener.Addr())
	ended := make(chan error)
	go func() { ended <- s.Serve(ctx, listener) }()
	if status, _, _ := call(t, "GET", s.Address(), ""); status != 200 {
		t.Errorf("status %d", status)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if _, err := Listen(-1); err == nil {
		t.Error("port -1 was taken")
	}
}
