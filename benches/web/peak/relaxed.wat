;; As plain.wat, with relaxed SIMD, which multiplies and adds in one instruction where the processor has one: twelve sums.
;; $by is one; a sum grows by that.
(module
  (func (export "run") (param $turns i32) (param $by f32) (result f32)
    (local $factor v128)
    (local $s1 v128) (local $s2 v128) (local $s3 v128) (local $s4 v128) (local $s5 v128) (local $s6 v128)
    (local $s7 v128) (local $s8 v128) (local $s9 v128) (local $s10 v128) (local $s11 v128) (local $s12 v128)

    (local.set $factor (f32x4.splat (local.get $by)))
    (local.set $s1 (f32x4.splat (f32.const 1)))
    (local.set $s2 (f32x4.splat (f32.const 2)))
    (local.set $s3 (f32x4.splat (f32.const 3)))
    (local.set $s4 (f32x4.splat (f32.const 4)))
    (local.set $s5 (f32x4.splat (f32.const 5)))
    (local.set $s6 (f32x4.splat (f32.const 6)))
    (local.set $s7 (f32x4.splat (f32.const 7)))
    (local.set $s8 (f32x4.splat (f32.const 8)))
    (local.set $s9 (f32x4.splat (f32.const 9)))
    (local.set $s10 (f32x4.splat (f32.const 10)))
    (local.set $s11 (f32x4.splat (f32.const 11)))
    (local.set $s12 (f32x4.splat (f32.const 12)))

    (loop $again
      (local.set $s1 (f32x4.relaxed_madd (local.get $factor) (local.get $factor) (local.get $s1)))
      (local.set $s2 (f32x4.relaxed_madd (local.get $factor) (local.get $factor) (local.get $s2)))
      (local.set $s3 (f32x4.relaxed_madd (local.get $factor) (local.get $factor) (local.get $s3)))
      (local.set $s4 (f32x4.relaxed_madd (local.get $factor) (local.get $factor) (local.get $s4)))
      (local.set $s5 (f32x4.relaxed_madd (local.get $factor) (local.get $factor) (local.get $s5)))
      (local.set $s6 (f32x4.relaxed_madd (local.get $factor) (local.get $factor) (local.get $s6)))
      (local.set $s7 (f32x4.relaxed_madd (local.get $factor) (local.get $factor) (local.get $s7)))
      (local.set $s8 (f32x4.relaxed_madd (local.get $factor) (local.get $factor) (local.get $s8)))
      (local.set $s9 (f32x4.relaxed_madd (local.get $factor) (local.get $factor) (local.get $s9)))
      (local.set $s10 (f32x4.relaxed_madd (local.get $factor) (local.get $factor) (local.get $s10)))
      (local.set $s11 (f32x4.relaxed_madd (local.get $factor) (local.get $factor) (local.get $s11)))
      (local.set $s12 (f32x4.relaxed_madd (local.get $factor) (local.get $factor) (local.get $s12)))
      (br_if $again (local.tee $turns (i32.sub (local.get $turns) (i32.const 1)))))

    (f32x4.extract_lane 0
      (f32x4.add
        (f32x4.add
          (f32x4.add (f32x4.add (local.get $s1) (local.get $s2)) (local.get $s3))
          (f32x4.add (f32x4.add (local.get $s4) (local.get $s5)) (local.get $s6)))
        (f32x4.add
          (f32x4.add (f32x4.add (local.get $s7) (local.get $s8)) (local.get $s9))
          (f32x4.add (f32x4.add (local.get $s10) (local.get $s11)) (local.get $s12)))))))
