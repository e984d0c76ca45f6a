/** Angles of the orthographic camera in radians: yaw about the vertical, pitch above the horizon. */
export interface Camera {
  readonly yaw: number;
  readonly pitch: number;
}

/** Position in the world: x to the right, y down, z away from a viewer at yaw 0. */
export type Vec3 = readonly [number, number, number];

/** A camera with its scale and the place of the world's origin: a linear map from world to figure. */
export interface Projection {
  /** Figure vector of one world unit along x, y and z. */
  readonly basis: readonly [Vec2, Vec2, Vec2];
  /** Unit vector, in world axes, from the viewer into the scene. */
  readonly into: Vec3;
  /** Figure pixels per world unit. */
  readonly scale: number;
  readonly origin: Vec2;
}

export type Vec2 = readonly [number, number];

/** A side of an axis-aligned box: 0 = x, 1 = y, 2 = z; `max` is the side of the larger coordinate. */
export interface Face {
  readonly axis: 0 | 1 | 2;
  readonly max: boolean;
}

/** The affine map of a camera. */
export function projection(camera: Camera, scale: number, origin: Vec2): Projection {
  const cosYaw = Math.cos(camera.yaw);
  const sinYaw = Math.sin(camera.yaw);
  const cosPitch = Math.cos(camera.pitch);
  const sinPitch = Math.sin(camera.pitch);
  return {
    basis: [
      [scale * cosYaw, -scale * sinYaw * sinPitch],
      [0, scale * cosPitch],
      [-scale * sinYaw, -scale * cosYaw * sinPitch],
    ],
    into: [sinYaw * cosPitch, sinPitch, cosYaw * cosPitch],
    scale,
    origin,
  };
}

/** Where a point of the world is in the figure. */
export function project(p: Projection, [x, y, z]: Vec3): Vec2 {
  const [bx, by, bz] = p.basis;
  return [
    p.origin[0] + x * bx[0] + y * by[0] + z * bz[0],
    p.origin[1] + x * bx[1] + y * by[1] + z * bz[1],
  ];
}

/** Sines of angles below this are seen edge-on. */
const EDGE_ON = 0.012;

/** Whether an outer side of any axis-aligned box is turned to the viewer. */
export function isVisible(p: Projection, face: Face): boolean {
  return (face.max ? p.into[face.axis] : -p.into[face.axis]) < -EDGE_ON;
}

/** The sides of a box that the viewer sees: at most three. */
export function visibleFaces(p: Projection): Face[] {
  const axes = [0, 1, 2] as const;
  return axes.flatMap((axis) =>
    [false, true].map((max) => ({ axis, max })).filter((face) => isVisible(p, face)),
  );
}

/** Width and height in the figure, per unit of scale, of a box under a camera. */
export function projectedSize(camera: Camera, extents: Vec3): Vec2 {
  return projectedSizeOf(projection(camera, 1, [0, 0]), extents);
}

/** Width and height in figure pixels of a box. */
export function projectedSizeOf({ basis }: Projection, extents: Vec3): Vec2 {
  const span = (k: 0 | 1) =>
    basis.reduce((sum, vector, axis) => sum + Math.abs(vector[k]) * (extents[axis] ?? 0), 0);
  return [span(0), span(1)];
}

/**
 * Width and height that hold a box while it is turned: the same at every yaw, and up to the pitch
 * given first; steeper views may need more height.
 */
export function turningSize([x, y, z]: Vec3, pitches: readonly number[]): Vec2 {
  const radius = Math.hypot(x, z);
  const height = (pitch: number) => y * Math.cos(pitch) + radius * Math.sin(Math.abs(pitch));
  return [radius, Math.max(...pitches.map(height))];
}
