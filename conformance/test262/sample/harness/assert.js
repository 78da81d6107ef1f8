// A small harness of our own in the shape that test262 gives its own.
function assert(value, message) {
  if (value !== true) throw new Test262Error(message || 'expected true, got ' + String(value));
}
assert.sameValue = function (actual, expected, message) {
  if (!Object.is(actual, expected)) {
    throw new Test262Error((message || '') + ' expected ' + String(expected) + ', got ' + String(actual));
  }
};
assert.throws = function (constructor, run, message) {
  try {
    run();
  } catch (error) {
    if (error.constructor !== constructor) throw new Test262Error((message || '') + ' threw ' + error.constructor.name);
    return;
  }
  throw new Test262Error((message || '') + ' did not throw');
};
