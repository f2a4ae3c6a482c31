// onnxruntime for tests/oracle/, which has no packages of its own.

export * from "onnxruntime-web";
