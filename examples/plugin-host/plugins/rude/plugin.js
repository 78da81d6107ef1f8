// Whoever reads `value.fields` of this without looking ends with an error of their own.
return null;
