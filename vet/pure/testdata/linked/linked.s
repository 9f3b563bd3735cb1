// A file of assembly lets a function without a body compile.
