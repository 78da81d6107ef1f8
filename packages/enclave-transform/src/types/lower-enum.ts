import { isValidIdentifier, type TSEnumDeclaration, type TSEnumMember } from '@babel/types';
import { RESERVED_PREFIX } from '@enclave-vm/runtime-contract';
import type { PluginContext } from '../plugin.ts';
import { skipTrivia } from '../trivia.ts';

const VALUE = `${RESERVED_PREFIX}v`;
const MEMBER = `${RESERVED_PREFIX}m`;
const UNBINDABLE = new Set(['eval', 'arguments']);

/**
 * Writes an enum as the object that TypeScript makes of it: a key for each member, and for each number the way back.
 * Initialisers stay where the author wrote them, and see the members before them by name.
 *
 * ```ts
 * enum Size { Small = 1, Large }
 * const Size=((Size,v=-1,m=(k)=>{Size[k]=v;if(typeof v==="number")Size[v]=k;return v})=>{{
 *   const Small=(v= 1,m("Small")); const Large=(++v,m("Large")); }return Size})({});
 * ```
 */
export function lowerEnum(node: TSEnumDeclaration, { source, splice, refuse }: PluginContext): void {
  const { name } = node.id;
  const { members } = node.body;
  const bodyStart = node.body.start as number;
  const end = node.end as number;
  const note = `(k)=>{${name}[k]=${VALUE};if(typeof ${VALUE}==="number")${name}[${VALUE}]=k;return ${VALUE}}`;
  put(node.start as number, bodyStart + 1, `const ${name}=((${name},${VALUE}=-1,${MEMBER}=${note})=>{{`);
  let previous: TSEnumMember | undefined;
  for (const member of members) {
    const start = member.start as number;
    const key = keyOf(member);
    const noted = `${MEMBER}(${JSON.stringify(key)})`;
    const binding = isValidIdentifier(key) && !UNBINDABLE.has(key) ? `const ${key}=(` : ';(';
    if (member.initializer) {
      const sign = skipTrivia(source, member.id.end as number);
      put(start, sign + 1, `${binding}${VALUE}=`);
      splice.after(member.end as number, `,${noted});`);
    } else {
      if (previous?.initializer && /^(?:String|Template)Literal$/.test(previous.initializer.type)) {
        refuse(
          member,
          'UNSUPPORTED_TYPESCRIPT',
          `The enum member "${key}" has no value: it follows one that is no number.`,
          `Give it a value: ${key} = '${key}'.`,
        );
      }
      put(start, member.end as number, `${binding}++${VALUE},${noted});`);
    }
    const comma = skipTrivia(source, member.end as number);
    if (source[comma] === ',') splice.replace(comma, comma + 1, ' ');
    previous = member;
  }
  splice.replace(end - 1, end, `}return ${name}})({});`);

  /** Replaces a stretch and keeps its line breaks. */
  function put(from: number, to: number, text: string): void {
    splice.replace(from, to, text + source.slice(from, to).replace(/[^\r\n\u2028\u2029]+/g, ''));
  }
}

function keyOf({ id }: TSEnumMember): string {
  return id.type === 'Identifier' ? id.name : (id as { value: string }).value;
}
