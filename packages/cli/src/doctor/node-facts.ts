/** What the Node that this command runs on can do. */
export interface NodeFacts {
  readonly version: string;
  readonly supported: boolean;
  /** The flag that denies files and processes to a child. */
  readonly permissionFlag: string | null;
  /** The permission model of this Node knows the network. */
  readonly networkPermission: boolean;
  /** Tool modules may be TypeScript. */
  readonly loadsTypeScript: boolean;
  readonly platform: string;
}

export function nodeFacts(): NodeFacts {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const flags = process.allowedNodeEnvironmentFlags;
  return {
    version: process.versions.node,
    supported: (major === 22 && minor >= 18) || (major === 24 && minor >= 11) || major > 24,
    permissionFlag: ['--permission', '--experimental-permission'].find((flag) => flags.has(flag)) ?? null,
    networkPermission: flags.has('--allow-net'),
    loadsTypeScript: Boolean(process.features.typescript),
    platform: `${process.platform} ${process.arch}`,
  };
}
