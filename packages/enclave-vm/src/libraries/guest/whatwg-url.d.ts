/** The parts of whatwg-url that install one interface on a given global object; its index makes them from the host's. */
interface InstallableInterface {
  install(realm: Record<string, unknown>, globalNames: readonly string[]): void;
}

declare module 'whatwg-url/lib/URL.js' {
  const url: InstallableInterface;
  export default url;
}

declare module 'whatwg-url/lib/URLSearchParams.js' {
  const urlSearchParams: InstallableInterface;
  export default urlSearchParams;
}

declare module 'whatwg-url/lib/URL-impl.js' {
  class Implementation {
    constructor(realm: object, args: [input: string, base?: string]);
    get href(): string;
    set href(value: string);
  }
  /** The interface looks the class up when it makes an object, so it can be replaced. */
  const module: { implementation: typeof Implementation };
  export default module;
}
