// The native peer of `npm run bench:kernel`: the cases of ours-cases.ts in C++ on the system's OpenCascade.
// Reads a line `case repetitions [arguments]` from standard input, answers with a line of JSON. One thread, CPU time.
#include <BRepAdaptor_Curve.hxx>
#include <BRepAlgoAPI_Cut.hxx>
#include <BRepAlgoAPI_Fuse.hxx>
#include <BRepBndLib.hxx>
#include <BRepBuilderAPI_MakeEdge.hxx>
#include <BRepBuilderAPI_MakeFace.hxx>
#include <BRepBuilderAPI_MakePolygon.hxx>
#include <BRepBuilderAPI_MakeWire.hxx>
#include <BRepCheck_Analyzer.hxx>
#include <BRepFilletAPI_MakeFillet.hxx>
#include <BRepGProp.hxx>
#include <BRepLib.hxx>
#include <BRepMesh_IncrementalMesh.hxx>
#include <BRepOffsetAPI_MakePipeShell.hxx>
#include <BRepOffsetAPI_MakeThickSolid.hxx>
#include <BRepOffsetAPI_ThruSections.hxx>
#include <BRepPrimAPI_MakeBox.hxx>
#include <BRepPrimAPI_MakeCylinder.hxx>
#include <BRepPrimAPI_MakePrism.hxx>
#include <BRepTools.hxx>
#include <BRep_Tool.hxx>
#include <Bnd_Box.hxx>
#include <GProp_GProps.hxx>
#include <Geom2d_Line.hxx>
#include <GeomAPI_PointsToBSpline.hxx>
#include <Geom_CylindricalSurface.hxx>
#include <IMeshTools_Parameters.hxx>
#include <Interface_Static.hxx>
#include <Message.hxx>
#include <Message_Messenger.hxx>
#include <Message_PrinterOStream.hxx>
#include <Poly_PolygonOnTriangulation.hxx>
#include <Poly_Triangulation.hxx>
#include <RWGltf_CafWriter.hxx>
#include <RWMesh_CoordinateSystemConverter.hxx>
#include <STEPCAFControl_Reader.hxx>
#include <STEPCAFControl_Writer.hxx>
#include <STEPControl_Reader.hxx>
#include <Standard_Version.hxx>
#include <StdPrs_ToolTriangulatedShape.hxx>
#include <TDataStd_Name.hxx>
#include <TDocStd_Document.hxx>
#include <TopExp.hxx>
#include <TopExp_Explorer.hxx>
#include <TopTools_IndexedMapOfShape.hxx>
#include <TopTools_ListOfShape.hxx>
#include <TopoDS.hxx>
#include <XCAFApp_Application.hxx>
#include <XCAFDoc_DocumentTool.hxx>
#include <XCAFDoc_ShapeTool.hxx>
#include <gp_Ax2.hxx>
#include <gp_Circ.hxx>
#include <gp_Elips.hxx>

#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>
#include <iostream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

struct Result {
  double volume = 0;
  long triangles = 0;
  long bytes = 0;
  bool staged = false;
  double stages[3] = {0, 0, 0};
};

double cpuMs() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

double volumeOf(const TopoDS_Shape& shape) {
  GProp_GProps properties;
  BRepGProp::VolumeProperties(shape, properties, Standard_False);
  return properties.Mass();
}

/** What our own code asks of the result of every step: valid, and a volume. */
double checked(const TopoDS_Shape& shape, const char* what) {
  if (shape.IsNull()) throw std::runtime_error(std::string(what) + ": no shape");
  BRepCheck_Analyzer analyzer(shape, Standard_True);
  if (!analyzer.IsValid()) throw std::runtime_error(std::string(what) + ": not valid");
  const double volume = volumeOf(shape);
  if (!(volume > 0)) throw std::runtime_error(std::string(what) + ": no volume");
  return volume;
}

TopoDS_Shape box(double x, double y, double z, double dx, double dy, double dz) {
  return BRepPrimAPI_MakeBox(gp_Pnt(x, y, z), dx, dy, dz).Shape();
}

TopoDS_Shape cylinder(double x, double y, double z, const gp_Dir& along, double radius, double height) {
  return BRepPrimAPI_MakeCylinder(gp_Ax2(gp_Pnt(x, y, z), along), radius, height).Shape();
}

/** One boolean with all its tools, same domains merged, inputs untouched: as in lib/cad/operations/modelling/booleans.ts. */
template <class Algorithm>
TopoDS_Shape combined(const TopoDS_Shape& shape, const TopTools_ListOfShape& tools) {
  Algorithm algorithm;
  TopTools_ListOfShape arguments;
  arguments.Append(shape);
  algorithm.SetArguments(arguments);
  algorithm.SetTools(tools);
  algorithm.SetNonDestructive(Standard_True);
  algorithm.Build();
  if (!algorithm.IsDone()) throw std::runtime_error("boolean: not done");
  algorithm.SimplifyResult(Standard_True, Standard_True, 1e-6);
  return algorithm.Shape();
}

template <class Algorithm>
TopoDS_Shape combined(const TopoDS_Shape& shape, const TopoDS_Shape& tool) {
  TopTools_ListOfShape tools;
  tools.Append(tool);
  return combined<Algorithm>(shape, tools);
}

/** The one solid in a shape: fillets need it rid of the compound that a boolean wraps it in. */
TopoDS_Shape only(const TopoDS_Shape& shape) {
  TopExp_Explorer solids(shape, TopAbs_SOLID);
  return solids.More() ? solids.Current() : shape;
}

const double PITCH = 8, HOLE_RADIUS = 2, THICKNESS = 5;

struct Grid {
  int columns, rows;
};

Grid gridOf(int holes) {
  const int columns = static_cast<int>(std::ceil(std::sqrt(2.0 * holes)));
  return {columns, (holes + columns - 1) / columns};
}

TopoDS_Shape plateBlank(const Grid& grid) { return box(0, 0, 0, grid.columns * PITCH, grid.rows * PITCH, THICKNESS); }

TopTools_ListOfShape drills(const Grid& grid, int holes) {
  TopTools_ListOfShape tools;
  const TopoDS_Shape drill = cylinder(0, 0, -1, gp_Dir(0, 0, 1), HOLE_RADIUS, THICKNESS + 2);
  for (int hole = 0; hole < holes; hole++) {
    gp_Trsf move;
    move.SetTranslation(gp_Vec((hole % grid.columns + 0.5) * PITCH, (hole / grid.columns + 0.5) * PITCH, 0));
    tools.Append(drill.Moved(TopLoc_Location(move)));
  }
  return tools;
}

TopoDS_Shape plate(int holes) {
  const Grid grid = gridOf(holes);
  const TopoDS_Shape blank = plateBlank(grid);
  checked(blank, "blank");
  return only(combined<BRepAlgoAPI_Cut>(blank, drills(grid, holes)));
}

TopoDS_Shape plateByLoop(int holes) {
  const Grid grid = gridOf(holes);
  TopoDS_Shape shape = plateBlank(grid);
  for (const TopoDS_Shape& tool : drills(grid, holes)) checked(shape = combined<BRepAlgoAPI_Cut>(shape, tool), "cut");
  return only(shape);
}

TopoDS_Shape rounded(const TopoDS_Shape& shape, double radius, const std::function<bool(const TopoDS_Edge&)>& wanted) {
  BRepFilletAPI_MakeFillet maker(shape);
  TopTools_IndexedMapOfShape edges;
  TopExp::MapShapes(shape, TopAbs_EDGE, edges);
  for (int index = 1; index <= edges.Extent(); index++) {
    const TopoDS_Edge& edge = TopoDS::Edge(edges(index));
    if (wanted(edge)) maker.Add(radius, edge);
  }
  maker.Build();
  if (!maker.IsDone()) throw std::runtime_error("fillet: not done");
  return maker.Shape();
}

TopoDS_Shape roundedBox() {
  const TopoDS_Shape block = box(0, 0, 0, 60, 40, 20);
  checked(block, "block");
  return rounded(block, 4, [](const TopoDS_Edge&) { return true; });
}

/** A triangle in the plane x, drawn to a prism along X. */
TopoDS_Shape gusset(double x, double width) {
  BRepBuilderAPI_MakePolygon outline(gp_Pnt(x, 8, 8), gp_Pnt(x, 32, 8), gp_Pnt(x, 8, 38), Standard_True);
  return BRepPrimAPI_MakePrism(BRepBuilderAPI_MakeFace(outline.Wire()).Face(), gp_Vec(width, 0, 0)).Shape();
}

/** Straight, vertical, at the front corners of the base. */
bool isFrontCorner(const TopoDS_Edge& edge) {
  BRepAdaptor_Curve curve(edge);
  if (curve.GetType() != GeomAbs_Line) return false;
  const gp_Pnt a = curve.Value(curve.FirstParameter()), b = curve.Value(curve.LastParameter());
  return std::abs(a.Z() - b.Z()) > 1 && std::abs(a.Y() - 60) < 1e-6 && std::abs(b.Y() - 60) < 1e-6;
}

TopoDS_Shape bracket() {
  const gp_Dir up(0, 0, 1), back(0, 1, 0);
  TopoDS_Shape shape = box(0, 0, 0, 80, 60, 8);
  checked(shape, "base");
  const auto fuse = [&](const TopoDS_Shape& tool) {
    checked(tool, "tool");
    checked(shape = combined<BRepAlgoAPI_Fuse>(shape, tool), "fuse");
  };
  const auto cut = [&](const TopoDS_Shape& tool) {
    checked(tool, "tool");
    checked(shape = combined<BRepAlgoAPI_Cut>(shape, tool), "cut");
  };
  fuse(box(0, 0, 0, 80, 8, 50));
  fuse(gusset(10, 6));
  fuse(gusset(64, 6));
  fuse(cylinder(40, 38, 8, up, 11, 10));
  cut(cylinder(40, 38, -1, up, 6, 30));
  for (const double x : {10.0, 70.0})
    for (const double y : {40.0, 52.0}) cut(cylinder(x, y, -1, up, 2.75, 10));
  cut(cylinder(28, -1, 32, back, 3.3, 10));
  cut(cylinder(52, -1, 32, back, 3.3, 10));
  cut(box(25, -1, 40, 30, 10, 6));
  cut(box(30, 52, 5, 20, 6, 4));
  fuse(cylinder(40, 0, 20, back, 7, 14));
  const TopoDS_Shape body = only(shape);
  return rounded(body, 5, isFrontCorner);
}

TopoDS_Shape shelled() {
  const TopoDS_Shape sharp = box(0, 0, 0, 60, 40, 20);
  checked(sharp, "block");
  const TopoDS_Shape block = rounded(sharp, 6, [](const TopoDS_Edge& edge) {
    BRepAdaptor_Curve curve(edge);
    return std::abs(curve.Value(curve.FirstParameter()).Z() - curve.Value(curve.LastParameter()).Z()) > 1;
  });
  checked(block, "rounded block");
  TopTools_ListOfShape opened;
  for (TopExp_Explorer faces(block, TopAbs_FACE); faces.More(); faces.Next()) {
    Bnd_Box bounds;
    BRepBndLib::Add(faces.Current(), bounds, Standard_False);
    if (bounds.CornerMin().Z() > 19) opened.Append(faces.Current());
  }
  BRepOffsetAPI_MakeThickSolid maker;
  maker.MakeThickSolidByJoin(block, opened, -2, 1e-3, BRepOffset_Skin, Standard_False, Standard_False, GeomAbs_Intersection);
  maker.Build();
  if (!maker.IsDone()) throw std::runtime_error("shell: not done");
  return only(maker.Shape());
}

TopoDS_Wire circleWire(double z, double radius) {
  return BRepBuilderAPI_MakeWire(BRepBuilderAPI_MakeEdge(gp_Circ(gp_Ax2(gp_Pnt(0, 0, z), gp_Dir(0, 0, 1)), radius)).Edge()).Wire();
}

TopoDS_Wire ellipseWire(double z, double major, double minor) {
  return BRepBuilderAPI_MakeWire(BRepBuilderAPI_MakeEdge(gp_Elips(gp_Ax2(gp_Pnt(0, 0, z), gp_Dir(0, 0, 1)), major, minor)).Edge()).Wire();
}

TopoDS_Shape lofted() {
  BRepOffsetAPI_ThruSections loft(Standard_True, Standard_False, 1e-6);
  loft.AddWire(circleWire(0, 20));
  loft.AddWire(ellipseWire(15, 18, 10));
  loft.AddWire(circleWire(30, 8));
  loft.AddWire(ellipseWire(45, 14, 12));
  loft.Build();
  return loft.Shape();
}

/** A thread-like pipe: a triangle along a helix of five turns. */
TopoDS_Shape thread() {
  const double pitch = 2, turns = 5, radius = 10;
  Handle(Geom_CylindricalSurface) surface = new Geom_CylindricalSurface(gp_Ax3(gp_Pnt(0, 0, 0), gp_Dir(0, 0, 1)), radius);
  Handle(Geom2d_Line) line = new Geom2d_Line(gp_Pnt2d(0, 0), gp_Dir2d(2 * M_PI, pitch));
  const double length = std::sqrt(std::pow(2 * M_PI, 2) + pitch * pitch) * turns;
  TopoDS_Edge edge = BRepBuilderAPI_MakeEdge(line, surface, 0, length).Edge();
  BRepLib::BuildCurves3d(edge);
  const TopoDS_Wire spine = BRepBuilderAPI_MakeWire(edge).Wire();
  BRepBuilderAPI_MakePolygon profile(gp_Pnt(radius - 0.1, 0, -0.7), gp_Pnt(radius + 1, 0, 0), gp_Pnt(radius - 0.1, 0, 0.7), Standard_True);
  BRepOffsetAPI_MakePipeShell pipe(spine);
  pipe.SetMode(gp_Dir(0, 0, 1));
  pipe.Add(profile.Wire());
  pipe.Build();
  if (!pipe.MakeSolid()) throw std::runtime_error("pipe: no solid");
  return pipe.Shape();
}

// ---- mesh

struct Arrays {
  std::vector<float> positions, normals, lines;
  std::vector<unsigned> indices, faceRanges, edgeRanges;
};

void appendFace(const TopoDS_Face& face, Arrays& out) {
  TopLoc_Location location;
  const Handle(Poly_Triangulation)& mesh = BRep_Tool::Triangulation(face, location);
  if (mesh.IsNull()) throw std::runtime_error("mesh: a face without triangles");
  StdPrs_ToolTriangulatedShape::ComputeNormals(face, mesh);
  const gp_Trsf& transform = location.Transformation();
  const bool reversed = face.Orientation() == TopAbs_REVERSED;
  const unsigned first = out.positions.size() / 3, firstIndex = out.indices.size();
  for (int node = 1; node <= mesh->NbNodes(); node++) {
    const gp_Pnt at = mesh->Node(node).Transformed(transform);
    gp_Dir normal = mesh->Normal(node).Transformed(transform);
    if (reversed) normal.Reverse();
    for (const double value : {at.X(), at.Y(), at.Z()}) out.positions.push_back(value);
    for (const double value : {normal.X(), normal.Y(), normal.Z()}) out.normals.push_back(value);
  }
  for (int triangle = 1; triangle <= mesh->NbTriangles(); triangle++) {
    int a, b, c;
    mesh->Triangle(triangle).Get(a, b, c);
    if (reversed) std::swap(b, c);
    for (const int corner : {a, b, c}) out.indices.push_back(first + corner - 1);
  }
  out.faceRanges.insert(out.faceRanges.end(), {firstIndex, static_cast<unsigned>(out.indices.size()) - firstIndex});
}

void appendEdges(const TopoDS_Shape& shape, Arrays& out) {
  TopTools_IndexedMapOfShape met;
  for (TopExp_Explorer faces(shape, TopAbs_FACE); faces.More(); faces.Next()) {
    TopLoc_Location location;
    const Handle(Poly_Triangulation)& mesh = BRep_Tool::Triangulation(TopoDS::Face(faces.Current()), location);
    const gp_Trsf& transform = location.Transformation();
    for (TopExp_Explorer edges(faces.Current(), TopAbs_EDGE); edges.More(); edges.Next()) {
      if (met.Contains(edges.Current())) continue;
      met.Add(edges.Current());
      const Handle(Poly_PolygonOnTriangulation)& line =
          BRep_Tool::PolygonOnTriangulation(TopoDS::Edge(edges.Current()), mesh, location);
      if (line.IsNull()) continue;
      const unsigned first = out.lines.size() / 3;
      for (int point = 1; point < line->NbNodes(); point++)
        for (const int end : {point, point + 1}) {
          const gp_Pnt at = mesh->Node(line->Node(end)).Transformed(transform);
          for (const double value : {at.X(), at.Y(), at.Z()}) out.lines.push_back(value);
        }
      out.edgeRanges.insert(out.edgeRanges.end(), {first, static_cast<unsigned>(out.lines.size()) / 3 - first});
    }
  }
}

Result meshed(const TopoDS_Shape& shape, double linearMm, double angularRad) {
  BRepTools::Clean(shape);
  BRepMesh_IncrementalMesh mesher(shape, linearMm, Standard_False, angularRad, Standard_False);
  Arrays arrays;
  for (TopExp_Explorer faces(shape, TopAbs_FACE); faces.More(); faces.Next()) appendFace(TopoDS::Face(faces.Current()), arrays);
  appendEdges(shape, arrays);
  Result result;
  result.triangles = arrays.indices.size() / 3;
  return result;
}

// ---- exchange

Handle(TDocStd_Document) newDocument() {
  Handle(TDocStd_Document) document;
  XCAFApp_Application::GetApplication()->NewDocument("BinXCAF", document);
  return document;
}

long sizeOf(const std::string& path) {
  FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) throw std::runtime_error("no file " + path);
  std::fseek(file, 0, SEEK_END);
  const long bytes = std::ftell(file);
  std::fclose(file);
  return bytes;
}

Result stepWritten(const TopoDS_Shape& shape, const std::string& path) {
  STEPCAFControl_Writer writer;
  Interface_Static::SetCVal("write.step.unit", "MM");
  Interface_Static::SetCVal("write.step.schema", "AP214IS");
  Handle(TDocStd_Document) document = newDocument();
  Handle(XCAFDoc_ShapeTool) shapes = XCAFDoc_DocumentTool::ShapeTool(document->Main());
  const TDF_Label label = shapes->NewShape();
  shapes->SetShape(label, shape);
  TDataStd_Name::Set(label, "part");
  if (!writer.Perform(document, path.c_str())) throw std::runtime_error("STEP: not written");
  Result result;
  result.bytes = sizeOf(path);
  XCAFApp_Application::GetApplication()->Close(document);
  return result;
}

Result stepRead(const std::string& path) {
  STEPControl_Reader reader;
  if (reader.ReadFile(path.c_str()) != IFSelect_RetDone) throw std::runtime_error("STEP: not read");
  reader.TransferRoots();
  const TopoDS_Shape shape = reader.OneShape();
  if (shape.IsNull()) throw std::runtime_error("STEP: no shape");
  BRepCheck_Analyzer analyzer(shape, Standard_True);
  analyzer.IsValid();
  Result result;
  result.volume = volumeOf(shape);
  return result;
}

/** Meshed by the standard options of our converter: relative to each edge's length. */
long meshedForGlb(const TopoDS_Shape& shape) {
  IMeshTools_Parameters parameters;
  parameters.Deflection = 0.005;
  parameters.Angle = 0.5;
  parameters.Relative = Standard_True;
  parameters.InternalVerticesMode = Standard_True;
  parameters.ControlSurfaceDeflection = Standard_False;
  BRepMesh_IncrementalMesh mesher(shape, parameters);
  long triangles = 0;
  for (TopExp_Explorer faces(shape, TopAbs_FACE); faces.More(); faces.Next()) {
    TopLoc_Location location;
    const Handle(Poly_Triangulation)& mesh = BRep_Tool::Triangulation(TopoDS::Face(faces.Current()), location);
    if (!mesh.IsNull()) triangles += mesh->NbTriangles();
  }
  return triangles;
}

Result stepToGlb(const std::string& path, const std::string& target) {
  Result result;
  double started = cpuMs();
  const auto stage = [&](int index) {
    const double now = cpuMs();
    result.stages[index] = now - started;
    started = now;
  };
  result.staged = true;
  Handle(TDocStd_Document) document = newDocument();
  STEPCAFControl_Reader reader;
  reader.SetColorMode(Standard_True);
  reader.SetNameMode(Standard_True);
  if (reader.ReadFile(path.c_str()) != IFSelect_RetDone || !reader.Transfer(document)) throw std::runtime_error("STEP: not read");
  stage(0);
  Handle(XCAFDoc_ShapeTool) shapes = XCAFDoc_DocumentTool::ShapeTool(document->Main());
  TDF_LabelSequence labels;
  shapes->GetShapes(labels);
  // Each product once, however often it occurs.
  for (int label = 1; label <= labels.Length(); label++)
    if (XCAFDoc_ShapeTool::IsSimpleShape(labels(label))) result.triangles += meshedForGlb(XCAFDoc_ShapeTool::GetShape(labels(label)));
  stage(1);
  RWGltf_CafWriter writer(target.c_str(), Standard_True);
  RWMesh_CoordinateSystemConverter axes;
  axes.SetInputLengthUnit(0.001);
  axes.SetOutputLengthUnit(1);
  axes.SetInputCoordinateSystem(RWMesh_CoordinateSystem_Zup);
  axes.SetOutputCoordinateSystem(RWMesh_CoordinateSystem_glTF);
  writer.SetCoordinateSystemConverter(axes);
  writer.SetMergeFaces(true);
  if (!writer.Perform(document, TColStd_IndexedDataMapOfStringString(), Message_ProgressRange())) throw std::runtime_error("GLB: not written");
  stage(2);
  result.bytes = sizeOf(target);
  XCAFApp_Application::GetApplication()->Close(document);
  return result;
}

// ---- one case at a time

using Arguments = std::vector<std::string>;

TopoDS_Shape shapeNamed(const std::string& name) {
  if (name == "bracket") return bracket();
  if (name.rfind("plate-", 0) == 0) return plate(std::stoi(name.substr(6)));
  throw std::runtime_error("no shape " + name);
}

Result modelled(const std::function<TopoDS_Shape()>& make) {
  Result result;
  result.volume = checked(make(), "result");
  return result;
}

/** What one repetition runs; what it needs beforehand is made outside of the time. */
std::function<Result()> caseNamed(const std::string& name, const Arguments& arguments) {
  const std::string first = arguments.empty() ? "" : arguments[0];
  if (name == "plate") return [=] { return modelled([=] { return plate(std::stoi(first)); }); };
  if (name == "plate-loop") return [=] { return modelled([=] { return plateByLoop(std::stoi(first)); }); };
  if (name == "rounded-box") return [] { return modelled(roundedBox); };
  if (name == "bracket") return [] { return modelled(bracket); };
  if (name == "shell") return [] { return modelled(shelled); };
  if (name == "loft") return [] { return modelled(lofted); };
  if (name == "thread") return [] { return modelled(thread); };
  if (name == "mesh") {
    const TopoDS_Shape shape = shapeNamed(first);
    const double linearMm = std::stod(arguments.at(1)), angularRad = std::stod(arguments.at(2));
    return [=] { return meshed(shape, linearMm, angularRad); };
  }
  if (name == "step-write") {
    const TopoDS_Shape shape = shapeNamed(first);
    const std::string path = arguments.at(1);
    return [=] { return stepWritten(shape, path); };
  }
  if (name == "step-read") return [=] { return stepRead(first); };
  if (name == "step-to-glb") return [=] { return stepToGlb(first, arguments.at(1)); };
  throw std::runtime_error("no case " + name);
}

std::string run(const std::string& name, int repetitions, const Arguments& arguments) {
  const std::function<Result()> repeat = caseNamed(name, arguments);
  std::ostringstream answer;
  answer.precision(17);
  answer << "{\"cpuMs\":[";
  Result result;
  for (int repetition = 0; repetition < repetitions; repetition++) {
    const double started = cpuMs();
    result = repeat();
    answer << (repetition ? "," : "") << cpuMs() - started;
  }
  answer << "],\"volume\":" << result.volume << ",\"triangles\":" << result.triangles << ",\"bytes\":" << result.bytes;
  if (result.staged)
    answer << ",\"stages\":{\"read\":" << result.stages[0] << ",\"mesh\":" << result.stages[1] << ",\"write\":" << result.stages[2] << "}";
  answer << "}";
  return answer.str();
}

}  // namespace

int main() {
  Message::DefaultMessenger()->RemovePrinters(STANDARD_TYPE(Message_PrinterOStream));
  std::string line;
  while (std::getline(std::cin, line)) {
    std::istringstream words(line);
    std::string name;
    int repetitions = 1;
    words >> name;
    if (name == "version") {
      std::cout << "{\"version\":\"OCCT " << OCC_VERSION_COMPLETE << "\"}" << std::endl;
      continue;
    }
    words >> repetitions;
    Arguments arguments;
    for (std::string word; words >> word;) arguments.push_back(word);
    try {
      std::cout << run(name, repetitions, arguments) << std::endl;
    } catch (const Standard_Failure& failure) {
      std::cout << "{\"error\":\"" << failure.DynamicType()->Name() << "\"}" << std::endl;
    } catch (const std::exception& error) {
      std::cout << "{\"error\":\"" << error.what() << "\"}" << std::endl;
    }
  }
  return 0;
}
