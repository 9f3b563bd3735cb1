package sim

// GroundOf is for tests of systems that import this package.
var GroundOf = groundOf
