package explore

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/assay-dev/assay/internal/diagram"
	"github.com/assay-dev/assay/internal/walk"
)

// Asker answers questions about one system, from many goroutines. An answer is a walk.Answer as JSON: one of a long behaviour is some
// megabytes, which are passed on as they are.
type Asker interface {
	Ask(ctx context.Context, question walk.Ask) (answer []byte, err error)
}

// System is one that can be looked at.
type System struct {
	Name string `json:"name"`
	Test string `json:"test"` // which hands it over
	Sort string `json:"sort"` // "check" or "sim"
	// Violates is what the test expects to be violated, or "".
	Violates string `json:"violates,omitempty"`
}

// Page is what is shown.
type Page struct {
	Package string // "./examples/lock", for the commands that the page shows
	Systems []System
	First   int    // which of them is shown first
	Begin   string // the name of the behaviour that is shown first, or ""
	Problem string // what a person is told at once, or ""
	// Open makes the Asker of a system. It is called once for each, when it is first asked about, and again after the one before is gone.
	Open func(ctx context.Context, system int) (Asker, error)
	Gone func(error) bool // whether an error of Ask says that the Asker will never answer again
}

// Server serves one Page.
type Server struct {
	page  Page
	token string
	host  string

	mu     sync.Mutex
	askers []*asker
}

// asker is one system's, once it is needed.
type asker struct {
	mu   sync.Mutex
	here Asker
}

// tokenLen is how many random bytes stand in the address.
const tokenLen = 18

// Listen takes a port of the loopback interface; 0 takes any.
func Listen(port int) (net.Listener, error) {
	return net.Listen("tcp", net.JoinHostPort("127.0.0.1", fmt.Sprint(port)))
}

// New is a server of a page at the address of a listener.
func New(page Page, at net.Addr) *Server {
	random := make([]byte, tokenLen)
	_, _ = rand.Read(random) // it never fails
	s := &Server{page: page, token: base64.RawURLEncoding.EncodeToString(random), host: at.String()}
	for range page.Systems {
		s.askers = append(s.askers, &asker{})
	}
	return s
}

// Address is where the page is, with its token.
func (s *Server) Address() string {
	address := "http://" + s.host + "/" + s.token + "/"
	if s.page.Begin != "" {
		address += "#" + s.page.Begin
	}
	return address
}

// ServeHTTP answers the page, its parts and its questions.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	secure(w.Header())
	rest, ok := s.admit(w, r)
	if !ok {
		return
	}
	switch rest {
	case "":
		s.send(w, "text/html; charset=utf-8", pageHTML)
	case "explore.css":
		s.send(w, "text/css; charset=utf-8", diagram.Style+pageCSS)
	case "explore.js":
		s.send(w, "text/javascript; charset=utf-8", diagram.Script()+branchJS+pageJS)
	case "api/page":
		s.answer(w, r, http.MethodGet, func() []byte { return s.page.told() })
	case "api/ask":
		s.answer(w, r, http.MethodPost, func() []byte { return s.ask(w, r) })
	default:
		http.Error(w, "there is nothing here", http.StatusNotFound)
	}
}

// secure forbids the page to load anything from elsewhere, and other pages to frame it or to learn its address.
func secure(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
}

// admit refuses who has no token, who calls this host by another name (a name that somebody else made point here), and who was sent by
// another page. It answers what stands behind the token in the path.
func (s *Server) admit(w http.ResponseWriter, r *http.Request) (rest string, ok bool) {
	token, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	_, port, _ := net.SplitHostPort(s.host)
	hosts := []string{s.host, "localhost:" + port}
	origin, site := r.Header.Get("Origin"), r.Header.Get("Sec-Fetch-Site")
	parsed, err := url.Parse(origin)
	switch {
	case !slices.Contains(hosts, r.Host):
		http.Error(w, "this page is served under its own address alone", http.StatusMisdirectedRequest)
	case origin != "" && (err != nil || parsed.Scheme != "http" || parsed.Host != r.Host):
		http.Error(w, "this page answers no other page", http.StatusForbidden)
	case site != "" && site != "same-origin" && site != "none":
		http.Error(w, "this page answers no other page", http.StatusForbidden)
	case subtle.ConstantTimeCompare([]byte(token), []byte(s.token)) != 1:
		http.Error(w, "the address lacks its token: open the whole address that assay explore printed", http.StatusForbidden)
	default:
		return rest, true
	}
	return "", false
}

func (s *Server) send(w http.ResponseWriter, kind, text string) {
	w.Header().Set("Content-Type", kind)
	_, _ = w.Write([]byte(text))
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request, method string, make func() []byte) {
	if r.Method != method {
		http.Error(w, "expected "+method, http.StatusMethodNotAllowed)
		return
	}
	s.send(w, "application/json", string(make()))
}

// told is what the page is told of itself.
func (p Page) told() []byte {
	return asJSON(struct {
		Package string   `json:"package"`
		Systems []System `json:"systems"`
		First   int      `json:"first"`
		Begin   string   `json:"begin"`
		Problem string   `json:"problem,omitempty"`
	}{p.Package, p.Systems, p.First, p.Begin, p.Problem})
}

func asJSON(value any) []byte {
	text, err := json.Marshal(value)
	if err != nil {
		panic(fmt.Sprintf("explore: %T does not marshal: %v", value, err)) // texts and numbers always do
	}
	return text
}

// questionLenMax is how many bytes a question may have: the name of a behaviour of many thousand steps.
const questionLenMax = 4 << 20

// question is what the page asks about one system.
type question struct {
	System int      `json:"system"`
	Ask    walk.Ask `json:"ask"`
}

// mayAsk are the questions that the page may ask: none of them names a file.
var mayAsk = []string{walk.See, walk.Search, walk.Hunt, walk.Look, walk.Cancel}

func (s *Server) ask(w http.ResponseWriter, r *http.Request) []byte {
	var q question
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, questionLenMax)).Decode(&q)
	switch {
	case err != nil:
		err = fmt.Errorf("explore: the question is no JSON: %w", err)
	case q.System < 0 || q.System >= len(s.askers):
		err = fmt.Errorf("explore: there is no system %d, expected one of %d", q.System, len(s.askers))
	case !slices.Contains(mayAsk, q.Ask.What) || q.Ask.Trace != "":
		err = fmt.Errorf("explore: a page may not ask %q", q.Ask.What)
	}
	var answer []byte
	if err == nil {
		answer, err = s.askOf(r.Context(), q.System, q.Ask)
	}
	if err != nil {
		return asJSON(walk.Answer{Error: err.Error()})
	}
	return answer
}

// askOf asks the Asker of a system, and makes it where there is none.
func (s *Server) askOf(ctx context.Context, system int, ask walk.Ask) ([]byte, error) {
	at := s.askers[system]
	at.mu.Lock()
	here := at.here
	if here == nil {
		opened, err := s.page.Open(context.WithoutCancel(ctx), system)
		if err != nil {
			at.mu.Unlock()
			return nil, err
		}
		at.here, here = opened, opened
	}
	at.mu.Unlock()
	answer, err := here.Ask(ctx, ask)
	if err != nil && s.page.Gone != nil && s.page.Gone(err) {
		at.mu.Lock()
		if at.here == here {
			at.here = nil // the next question has another
		}
		at.mu.Unlock()
	}
	return answer, err
}

const (
	headTimeMaxS = 10
	endTimeMaxS  = 2
)

// Serve answers until ctx is done.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	server := &http.Server{Handler: s, ReadHeaderTimeout: headTimeMaxS * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	stopped := make(chan error, 1)
	go func() { stopped <- server.Serve(listener) }()
	select {
	case err := <-stopped:
		return err
	case <-ctx.Done():
	}
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTimeMaxS*time.Second)
	defer cancel()
	if err := server.Shutdown(late); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}
