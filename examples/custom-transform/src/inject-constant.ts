import { defineTransform } from 'enclave-transform';

/** Puts a value of the host's in place of a name: `REGION` becomes `"eu"`. */
export const injectConstant = defineTransform<{ name: string; value: string | number | boolean }>(
  ({ types }, { name, value }) => ({
    name: 'inject-constant',
    visitor: {
      ReferencedIdentifier(path) {
        if (path.node.name === name && !path.scope.hasBinding(name, true)) path.replaceWith(types.valueToNode(value));
      },
    },
  }),
);
