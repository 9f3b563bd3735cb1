"use strict";
// assayDiagram draws a behaviour and steps through it.
const assayDiagram = { mount() {} };
