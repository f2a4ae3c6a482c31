use burn_pack::{Bytes, DType, Tensor, Writer};
use mien::weights::{ModelFile, Tensors, WeightFiles};

fn tensor(name: &str, dtype: DType, shape: &[usize], bytes: Vec<u8>) -> Tensor {
    Tensor::new(
        name.into(),
        dtype,
        shape.to_vec(),
        None,
        Bytes::from_bytes_vec(bytes),
    )
}

fn floats(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|v| v.to_le_bytes()).collect()
}

fn file(tensors: Vec<Tensor>) -> Tensors {
    let bytes = Writer::new(tensors).into_bytes().unwrap();
    Tensors::open("x.bpk", &bytes).unwrap()
}

#[test]
fn a_tensor_is_read_as_floats_however_it_is_stored() {
    let scales = |values: &[f32]| tensor("x.scale", DType::F32, &[2, 1], floats(values));
    let halves = [0x00, 0x3c, 0x00, 0xc0, 0x00, 0x38, 0x00, 0x00];
    let words = [1, 0, 0xff, 0xff, 0, 1, 0, 0xff];
    let cases = [
        (
            vec![tensor(
                "x",
                DType::F32,
                &[2, 2],
                floats(&[1.0, -2.0, 0.5, 0.0]),
            )],
            [1.0, -2.0, 0.5, 0.0],
        ),
        (
            vec![tensor("x", DType::F16, &[2, 2], halves.into())],
            [1.0, -2.0, 0.5, 0.0],
        ),
        (
            vec![
                tensor("x", DType::I8, &[2, 2], vec![1, 254, 127, 128]),
                scales(&[0.5, 2.0]),
            ],
            [0.5, -1.0, 254.0, -256.0],
        ),
        (
            vec![
                tensor("x", DType::I16, &[2, 2], words.into()),
                scales(&[0.5, 1.0]),
            ],
            [0.5, -0.5, 256.0, -256.0],
        ),
    ];
    for (tensors, expected) in cases {
        let mut file = file(tensors);
        assert_eq!(file.take("x", &[2, 2]).unwrap(), expected);
        file.end().unwrap();
    }
}

#[test]
fn tensors_of_another_network_are_refused_by_file_and_name() {
    let one = || vec![tensor("x", DType::F32, &[2], floats(&[1.0, 2.0]))];
    let whole = || vec![tensor("x", DType::I64, &[1], vec![0; 8])];
    let cases: [(Vec<Tensor>, &str, &[usize], &str); 4] = [
        (one(), "y", &[2], "y is missing"),
        (one(), "x", &[1, 2], "x is [2] instead of [1, 2]"),
        (whole(), "x", &[1], "x is I64"),
        (vec![], "x", &[2], "x is missing"),
    ];
    for (tensors, name, shape, cause) in cases {
        let error = file(tensors).take(name, shape).unwrap_err().to_string();
        assert!(
            error.starts_with("x.bpk") && error.contains(cause),
            "{error}"
        );
    }
    let error = file(one()).end().unwrap_err().to_string();
    assert!(error.contains("x belongs to no layer"), "{error}");
}

#[test]
fn a_sum_that_is_known_counts_in_the_place_of_one_that_is_computed() {
    let described = ModelFile::describe("x.bpk", b"weights");
    let files = |contents: &[u8], sum: Option<String>| {
        let mut files = WeightFiles::default();
        files.insert_summed("x.bpk", contents.into(), sum);
        files
    };
    let own = Some(described.sha256.clone());
    assert_eq!(
        files(b"weights", own.clone()).get(&described).unwrap(),
        b"weights"
    );
    assert!(files(b"weights", None).get(&described).is_ok());
    assert!(files(b"wEights", None).get(&described).is_err());
    assert!(
        files(b"weights", Some("0".repeat(64)))
            .get(&described)
            .is_err()
    );
    // The length counts all the same.
    assert!(files(b"more weights", own).get(&described).is_err());
}
