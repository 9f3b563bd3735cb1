package vet

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
)

// TestReadCompilation reads the arguments that the go command gives to the compiler, one by one and from a response file.
func TestReadCompilation(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	t.Setenv("TOOLEXEC_IMPORTPATH", "example.com/a [example.com/a.test]")
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	config := write("importcfg", "# import config\nimportmap golang.org/x/a=vendor/golang.org/x/a\npackagefile fmt=/cache/fmt.a\npackagefile vendor/golang.org/x/a=/cache/a.a\n")
	args := []string{"-o", "b/_pkg_.a", "-trimpath", "b=>", "-p", "example.com/a", "-lang=go1.26", "-complete", "-importcfg", config, "-pack", "./a.go", dir + "/b.go"}
	response := write("args", "-o\nb/_pkg_.a\n-trimpath\nb=>\n-p\nexample.com/a\n-lang=go1.26\n-complete\n-importcfg\n"+config+"\n-pack\n./a.go\n"+dir+"/b.go\n")
	for _, given := range [][]string{args, {"@" + response}} {
		c, err := readCompilation(given)
		if err != nil {
			t.Fatal(err)
		}
		c.dir = dir // the same, where a link leads to it
		want := &compilation{
			id: "example.com/a [example.com/a.test]", path: "example.com/a", dir: dir, goVersion: "go1.26", output: "b/_pkg_.a",
			packages:   map[string]string{"fmt": "/cache/fmt.a", "vendor/golang.org/x/a": "/cache/a.a"},
			importMap:  map[string]string{"golang.org/x/a": "vendor/golang.org/x/a"},
			files:      c.files,
			compilable: true,
		}
		if !reflect.DeepEqual(c, want) {
			t.Errorf("%v is read as\n%+v, expected\n%+v", given, c, want)
		}
		if names := []string{filepath.Base(c.files[0]), filepath.Base(c.files[1])}; !slices.Equal(names, []string{"a.go", "b.go"}) || !filepath.IsAbs(c.files[0]) {
			t.Errorf("the files are %v", c.files)
		}
	}
}

// TestNotCompilable passes over what writes no archive, and knows the standard library.
func TestNotCompilable(t *testing.T) {
	c, err := readCompilation([]string{"-V=full"})
	if err != nil || c.compilable {
		t.Errorf("a question for the version is a compilation: %+v %v", c, err)
	}
	if c, err = readCompilation([]string{"-std", "-p", "fmt"}); err != nil || c.compilable || !c.standard {
		t.Errorf("%+v %v", c, err)
	}
}

func TestCalled(t *testing.T) {
	for _, c := range []struct {
		args []string
		want bool
	}{
		{nil, false}, {[]string{"-V=full"}, true}, {[]string{"-flags"}, true}, {[]string{"/tmp/vet.cfg"}, true}, {[]string{"-json", "/tmp/vet.cfg"}, true},
		{[]string{"check", "./..."}, false}, {[]string{"check", "x.cfg"}, false}, {[]string{"-C", "dir", "check"}, false},
	} {
		if got := Called(c.args); got != c.want {
			t.Errorf("the go command calls with %q: %v, expected %v", c.args, got, c.want)
		}
	}
}
