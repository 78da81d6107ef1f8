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
