var sequence = [];
function same(expected) {
  assert.sameValue(sequence.join(' '), expected);
}
