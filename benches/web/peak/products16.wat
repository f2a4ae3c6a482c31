;; As plain.wat, with factors of 16 bits: an instruction multiplies eight pairs and adds them up two by two. The upper half of
;; each 32 bits is 0, so that a product stays what it is.
(module
  (func (export "run") (param $turns i32) (param $by i32) (result i32)
    (local $factor v128)
    (local $p1 v128) (local $p2 v128) (local $p3 v128) (local $p4 v128) (local $p5 v128) (local $p6 v128)
    (local $s1 v128) (local $s2 v128) (local $s3 v128) (local $s4 v128) (local $s5 v128) (local $s6 v128)

    (local.set $factor (i32x4.splat (local.get $by)))
    (local.set $p1 (i32x4.splat (i32.const 1)))
    (local.set $p2 (i32x4.splat (i32.const 2)))
    (local.set $p3 (i32x4.splat (i32.const 3)))
    (local.set $p4 (i32x4.splat (i32.const 4)))
    (local.set $p5 (i32x4.splat (i32.const 5)))
    (local.set $p6 (i32x4.splat (i32.const 6)))

    (loop $again
      (local.set $p1 (i32x4.dot_i16x8_s (local.get $p1) (local.get $factor)))
      (local.set $p2 (i32x4.dot_i16x8_s (local.get $p2) (local.get $factor)))
      (local.set $p3 (i32x4.dot_i16x8_s (local.get $p3) (local.get $factor)))
      (local.set $p4 (i32x4.dot_i16x8_s (local.get $p4) (local.get $factor)))
      (local.set $p5 (i32x4.dot_i16x8_s (local.get $p5) (local.get $factor)))
      (local.set $p6 (i32x4.dot_i16x8_s (local.get $p6) (local.get $factor)))
      (local.set $s1 (i32x4.add (local.get $s1) (local.get $p1)))
      (local.set $s2 (i32x4.add (local.get $s2) (local.get $p2)))
      (local.set $s3 (i32x4.add (local.get $s3) (local.get $p3)))
      (local.set $s4 (i32x4.add (local.get $s4) (local.get $p4)))
      (local.set $s5 (i32x4.add (local.get $s5) (local.get $p5)))
      (local.set $s6 (i32x4.add (local.get $s6) (local.get $p6)))
      (br_if $again (local.tee $turns (i32.sub (local.get $turns) (i32.const 1)))))

    (i32x4.extract_lane 0
      (i32x4.add
        (i32x4.add (i32x4.add (local.get $s1) (local.get $s2)) (local.get $s3))
        (i32x4.add (i32x4.add (local.get $s4) (local.get $s5)) (local.get $s6))))))
