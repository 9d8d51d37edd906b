export interface Material {
  id: string;
  name: string;
  /** Nominal, at room temperature; printed plastics as solid. */
  densityGCm3: number;
}

/** Nominal densities of common grades, for an estimate of mass. */
export const MATERIALS: readonly Material[] = [
  { id: "steel", name: "Steel", densityGCm3: 7.85 },
  { id: "stainless-304", name: "Stainless steel 304", densityGCm3: 8.0 },
  { id: "aluminium-6061", name: "Aluminium 6061", densityGCm3: 2.7 },
  { id: "brass", name: "Brass", densityGCm3: 8.5 },
  { id: "titanium-grade-5", name: "Titanium grade 5", densityGCm3: 4.43 },
  { id: "pom", name: "POM", densityGCm3: 1.41 },
  { id: "pa12", name: "PA 12", densityGCm3: 1.01 },
  { id: "abs", name: "ABS", densityGCm3: 1.04 },
  { id: "petg", name: "PETG", densityGCm3: 1.27 },
  { id: "pla", name: "PLA", densityGCm3: 1.24 },
];
