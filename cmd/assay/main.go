// Command assay checks distributed systems, and shows what was found.
package main

import (
	"os"

	"github.com/assay-dev/assay/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Environ()))
}
