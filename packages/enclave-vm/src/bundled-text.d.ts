/** The bundle of a module as text: an expression whose value is the module's default export. */
declare module '*?bundled' {
  const text: string;
  export default text;
}
