// Part of WebAssembly's exception handling, in Node since 17; TypeScript's DOM library does not declare it yet.
declare namespace WebAssembly {
  class Exception {
    is(tag: object): boolean;
    getArg(tag: object, index: number): unknown;
  }
}
